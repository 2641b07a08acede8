resource "grafana_rule_group" "release_risk_saas_tenants" {
  name             = "Release risk saas-tenants"
  folder_uid       = "release-risk"
  interval_seconds = 30

  rule {
    uid                             = "rr-saas-tenants-act"
    name                            = "SaaS API by tenant: High release risk"
    condition                       = "FIRES"
    for                             = "1m"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "KeepLast"
    exec_err_state                  = "KeepLast"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "24fe41c5dc314ee9"
      release_risk_model       = "saas-tenants"
      release_risk_rule        = "act"
      severity                 = "critical"
    }
    annotations = {
      __dashboardUid__ = "rr-saas-tenants-service"
      __panelId__      = "1"
      action           = "ask"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g%% (n=%.3g)\" .VS_synthetic_probe.Value .N_synthetic_probe.Value)}}, {{if eq .G_synthetic_probe.Value 1.0}}yellow below 96%%{{else}}red below 87%%{{end}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_latency.Value .M_latency.Value .N_latency.Value)}}{{end}}{{define \"c2\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{define \"c3\"}}{{template \"rr\" (printf \"%.3g/min vs usual %.3g/min (n=%.3g)\" .V_log_errors.Value .M_log_errors.Value .N_log_errors.Value)}}{{end}}{{define \"c4\"}}{{template \"rr\" (printf \"%.3g%%\" .VS_db_connections.Value)}}, {{if eq .G_db_connections.Value 1.0}}yellow above 70%%{{else}}red above 90%%{{end}}{{end}}{{define \"c5\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%%\" .VS_db_rollbacks.Value .MS_db_rollbacks.Value)}}{{end}}{{define \"c6\"}}{{template \"rr\" (printf \"%.3g s\" .V_db_longest_transaction.Value)}}, {{if eq .G_db_longest_transaction.Value 1.0}}yellow above 60{{else}}red above 300{{end}}{{end}}{{if $values.R}}{{$k0 := \"\"}}{{if eq $values.P_synthetic_probe.Value 0.0}}{{if ge $values.V_synthetic_probe.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.N_synthetic_probe.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_synthetic_probe.Value 0.0}}{{$k0 = \"n=0, needs 10\"}}{{else if lt $values.N_synthetic_probe.Value 10.0}}{{$k0 = printf \"n=%.3g, needs 10\" $values.N_synthetic_probe.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_latency.Value 0.0}}{{if ge $values.V_latency.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_latency.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.D_latency.Value 1e99}}{{$k1 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_latency.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_latency.Value 0.0}}{{$k1 = \"n=0, needs 50\"}}{{else if lt $values.N_latency.Value 50.0}}{{$k1 = printf \"n=%.3g, needs 50\" $values.N_latency.Value}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k2 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k2 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k2 = \"no baseline yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k2 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k2 = \"n=0, needs 50\"}}{{else if lt $values.N_error_rate.Value 50.0}}{{$k2 = printf \"n=%.3g, needs 50\" $values.N_error_rate.Value}}{{else}}{{$k2 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k3 := \"\"}}{{if eq $values.P_log_errors.Value 0.0}}{{if ge $values.V_log_errors.Value 1e99}}{{$k3 = \"no data\"}}{{else if ge $values.M_log_errors.Value 1e99}}{{$k3 = \"no baseline yet\"}}{{else if ge $values.N_log_errors.Value 1e99}}{{$k3 = \"number of samples unknown\"}}{{else if eq $values.N_log_errors.Value 0.0}}{{$k3 = \"n=0, needs 20\"}}{{else if lt $values.N_log_errors.Value 20.0}}{{$k3 = printf \"n=%.3g, needs 20\" $values.N_log_errors.Value}}{{else}}{{$k3 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k4 := \"\"}}{{if eq $values.P_db_connections.Value 0.0}}{{if ge $values.V_db_connections.Value 1e99}}{{$k4 = \"no data\"}}{{else}}{{$k4 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k5 := \"\"}}{{if eq $values.P_db_rollbacks.Value 0.0}}{{if ge $values.V_db_rollbacks.Value 1e99}}{{$k5 = \"no data\"}}{{else if ge $values.M_db_rollbacks.Value 1e99}}{{$k5 = \"no baseline yet\"}}{{else}}{{$k5 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k6 := \"\"}}{{if eq $values.P_db_longest_transaction.Value 0.0}}{{if ge $values.V_db_longest_transaction.Value 1e99}}{{$k6 = \"no data\"}}{{else}}{{$k6 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_synthetic_probe.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}synthetic probe {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c2\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1 $k2 $k3 $k4 $k5 $k6}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"synthetic probe\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"synthetic probe\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"errors in logs\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"errors in logs\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database connections\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database connections\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"rolled back transactions\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"rolled back transactions\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k6}}{{if not $n}}{{$t = \"longest transaction\"}}{{$v = $k6}}{{else if not $u}}{{$u = \"longest transaction\"}}{{$w = $k6}}{{end}}{{if ne $k6 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else if gt $values.IN.Value 0.0}}Cannot tell: {{if or $k0 $k1 $k2 $k4 $k5}}{{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"synthetic probe\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"synthetic probe\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database connections\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database connections\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"rolled back transactions\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"rolled back transactions\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} missing ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} missing ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} missing ({{template \"rr\" $v}}){{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5 $k6)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{else}}only {{template \"rr\" (printf \"%.3g%%\" $values.WP.Value)}} of the weight has readings, 60% needed{{if or $k0 $k1 $k2 $k3 $k4 $k5 $k6}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"synthetic probe\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"synthetic probe\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"errors in logs\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"errors in logs\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database connections\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database connections\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"rolled back transactions\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"rolled back transactions\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k6}}{{if not $n}}{{$t = \"longest transaction\"}}{{$v = $k6}}{{else if not $u}}{{$u = \"longest transaction\"}}{{$w = $k6}}{{end}}{{if ne $k6 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5 $k6)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{end}}{{else}}{{$n := \"\"}}{{if eq $values.G_synthetic_probe.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Synthetic probe {{template \"c0\" $values}}, adds {{printf \"%.2f\" $values.T_synthetic_probe.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c2\" $values}} adds {{printf \"%.2f\" $values.T_error_rate.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}API latency p95 {{template \"c1\" $values}} adds {{printf \"%.2f\" $values.T_latency.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_synthetic_probe.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Synthetic probe {{template \"c0\" $values}}, adds {{printf \"%.2f\" $values.T_synthetic_probe.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c2\" $values}} adds {{printf \"%.2f\" $values.T_error_rate.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}API latency p95 {{template \"c1\" $values}} adds {{printf \"%.2f\" $values.T_latency.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_log_errors.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Errors in logs {{template \"c3\" $values}} adds {{printf \"%.2f\" $values.T_log_errors.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_connections.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Database connections {{template \"c4\" $values}}, adds {{printf \"%.2f\" $values.T_db_connections.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_log_errors.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Errors in logs {{template \"c3\" $values}} adds {{printf \"%.2f\" $values.T_log_errors.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_connections.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Database connections {{template \"c4\" $values}}, adds {{printf \"%.2f\" $values.T_db_connections.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_rollbacks.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Rolled back transactions {{template \"c5\" $values}} adds {{printf \"%.2f\" $values.T_db_rollbacks.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_longest_transaction.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Longest transaction {{template \"c6\" $values}}, adds {{printf \"%.2f\" $values.T_db_longest_transaction.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_rollbacks.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Rolled back transactions {{template \"c5\" $values}} adds {{printf \"%.2f\" $values.T_db_rollbacks.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_longest_transaction.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Longest transaction {{template \"c6\" $values}}, adds {{printf \"%.2f\" $values.T_db_longest_transaction.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if not $n}}{{$b := 0.0}}{{$s := 0.0}}{{$t := \"\"}}{{$p := \"\"}}{{if not $k0}}{{if or (not $p) (gt $values.U_synthetic_probe.Value $b)}}{{$b = $values.U_synthetic_probe.Value}}{{$s = $values.UP_synthetic_probe.Value}}{{$t = \"Synthetic probe\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k1}}{{if or (not $p) (gt $values.U_latency.Value $b)}}{{$b = $values.U_latency.Value}}{{$s = $values.UP_latency.Value}}{{$t = \"API latency p95\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k2}}{{if or (not $p) (gt $values.U_error_rate.Value $b)}}{{$b = $values.U_error_rate.Value}}{{$s = $values.UP_error_rate.Value}}{{$t = \"Error rate\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k3}}{{if or (not $p) (gt $values.U_log_errors.Value $b)}}{{$b = $values.U_log_errors.Value}}{{$s = $values.UP_log_errors.Value}}{{$t = \"Errors in logs\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k4}}{{if or (not $p) (gt $values.U_db_connections.Value $b)}}{{$b = $values.U_db_connections.Value}}{{$s = $values.UP_db_connections.Value}}{{$t = \"Database connections\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k5}}{{if or (not $p) (gt $values.U_db_rollbacks.Value $b)}}{{$b = $values.U_db_rollbacks.Value}}{{$s = $values.UP_db_rollbacks.Value}}{{$t = \"Rolled back transactions\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k6}}{{if or (not $p) (gt $values.U_db_longest_transaction.Value $b)}}{{$b = $values.U_db_longest_transaction.Value}}{{$s = $values.UP_db_longest_transaction.Value}}{{$t = \"Longest transaction\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $p}}No signal has a reading{{else}}{{if eq (len $p) 7}}All 7{{else}}{{len $p}} of 7{{end}} signals calm; closest: {{$t}} at {{if gt $s 0.0}}{{printf \"%.0f\" $s}}{{else}}0{{end}}% of its headroom{{end}}{{end}}{{if or $k3}}; not counted: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k3}}{{if not $n}}{{$t = \"errors in logs\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"errors in logs\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{if or $k6}}; counted as green: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k6}}{{if not $n}}{{$t = \"longest transaction\"}}{{$v = $k6}}{{else if not $u}}{{$u = \"longest transaction\"}}{{$w = $k6}}{{end}}{{if ne $k6 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      coverage         = "{{if $values.R}}{{printf \"%.0f%%\" $values.WP.Value}}{{end}}"
      idempotency_key  = "{{with $labels.tenant}}{{urlquery .}}{{end}}/{{with $labels.service}}{{urlquery .}}{{end}}/{{with $labels.environment}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      risk_score       = "{{if $values.R}}{{printf \"%.2f\" $values.R.Value}}{{end}}"
      runbook_url      = "https://runbooks.example.com/saas/tenant-release"
      summary          = "{{if $labels.tenant}}{{$labels.tenant}} / {{$labels.service}} / {{$labels.environment}}{{with $labels.version}} {{.}}{{end}}: {{end}}release risk {{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
    }

    data {
      ref_id         = "V_synthetic_probe"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((avg by (tenant, service, environment) (avg_over_time(probe_success{job=\"blackbox\"}[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_synthetic_probe"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_synthetic_probe"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (count_over_time(probe_duration_seconds{job=\"blackbox\"}[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_synthetic_probe"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((1000 * histogram_quantile(0.95, sum by (tenant, service, environment, le) (rate(http_server_request_duration_seconds_bucket[5m])))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((1000 * histogram_quantile(0.95, sum by (tenant, service, environment, le) (rate(http_server_request_duration_seconds_bucket[5m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "stddev_over_time(((1000 * histogram_quantile(0.95, sum by (tenant, service, environment, le) (rate(http_server_request_duration_seconds_bucket[5m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(((sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m]))))) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time((((sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m])))))[7d:5m] offset 2h) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_log_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "(((sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m])) / 5) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (count_over_time({job=\"apps\"}[5m]))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m])) / 5))) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "V_log_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_log_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (count_over_time({job=\"apps\"}[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "N_log_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_log_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "avg by (tenant, service, environment) ((label_replace((((sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m] offset 7d)) / 5) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (count_over_time({job=\"apps\"}[5m] offset 7d))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m] offset 7d)) / 5))), \"release_risk_week\", \"1\", \"\", \"\") or label_replace((((sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m] offset 14d)) / 5) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (count_over_time({job=\"apps\"}[5m] offset 14d))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m] offset 14d)) / 5))), \"release_risk_week\", \"2\", \"\", \"\"))) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "M_log_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_db_connections"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (pg_stat_activity_count) / max by (tenant, service, environment) (pg_settings_max_connections)) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_db_connections"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_db_rollbacks"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (rate(pg_stat_database_xact_rollback[5m])) / (sum by (tenant, service, environment) (rate(pg_stat_database_xact_commit[5m])) + sum by (tenant, service, environment) (rate(pg_stat_database_xact_rollback[5m])))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_db_rollbacks"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_db_rollbacks"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((sum by (tenant, service, environment) (rate(pg_stat_database_xact_rollback[5m])) / (sum by (tenant, service, environment) (rate(pg_stat_database_xact_commit[5m])) + sum by (tenant, service, environment) (rate(pg_stat_database_xact_rollback[5m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_db_rollbacks"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_db_longest_transaction"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (tenant, service, environment) (pg_stat_activity_max_tx_duration{state=~\"active|idle in transaction\"})) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_db_longest_transaction"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "INFO"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "bottomk by (tenant, service, environment) (1, min by (tenant, service, environment, version, previous_version) (((time() - max by (tenant, service, environment, version) (deployment_started_timestamp_seconds)) > -1e99 < 1e99))) or on (tenant, service, environment) (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "INFO"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "SV"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(((label_replace(label_replace(label_replace(vector(1), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "SV"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "P_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_synthetic_probe < 1e99) * ($N_synthetic_probe < 1e99) * ($N_synthetic_probe >= 10)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_synthetic_probe * (($V_synthetic_probe < 0.96) + ($V_synthetic_probe < 0.87))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_latency - $M_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "3 * $D_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_latency * ($S1_latency >= 60) + 60 * ($S1_latency < 60)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.33 * abs($M_latency)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S2_latency * ($S2_latency >= $S3_latency) + $S3_latency * ($S2_latency < $S3_latency)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_latency < 1e99) * ($M_latency < 1e99) * ($D_latency < 1e99) * ($N_latency < 1e99) * ($N_latency >= 50) * ($S_latency > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_latency * (($E_latency > 0.5 * $S_latency) + ($E_latency > $S_latency))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_error_rate - $M_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.02 + 0 * $M_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_error_rate < 1e99) * ($M_error_rate < 1e99) * ($N_error_rate < 1e99) * ($N_error_rate >= 50) * ($S_error_rate > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_error_rate * (($E_error_rate > 0.5 * $S_error_rate) + ($E_error_rate > $S_error_rate))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_log_errors - $M_log_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "20 + 0 * $M_log_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_log_errors < 1e99) * ($M_log_errors < 1e99) * ($N_log_errors < 1e99) * ($N_log_errors >= 20) * ($S_log_errors > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_log_errors * (($E_log_errors > 0.5 * $S_log_errors) + ($E_log_errors > $S_log_errors))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_db_connections < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_db_connections * (($V_db_connections > 0.7) + ($V_db_connections > 0.9))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_db_rollbacks - $M_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.05 + 0 * $M_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_db_rollbacks < 1e99) * ($M_db_rollbacks < 1e99) * ($S_db_rollbacks > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_db_rollbacks * (($E_db_rollbacks > 0.5 * $S_db_rollbacks) + ($E_db_rollbacks > $S_db_rollbacks))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_db_longest_transaction < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_db_longest_transaction * (($V_db_longest_transaction > 60) + ($V_db_longest_transaction > 300))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "NU"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "25 * $G_synthetic_probe + 20 * $G_latency + 25 * $G_error_rate + 10 * $G_log_errors + 10 * $G_db_connections + 5 * $G_db_rollbacks + 5 * $G_db_longest_transaction"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "NU"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "DE"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "90 + 10 * $P_log_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "DE"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "R"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$NU / ($DE + ($DE == 0)) * $SV"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "R"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "W"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(25 * $P_synthetic_probe + 20 * $P_latency + 25 * $P_error_rate + 10 * $P_log_errors + 10 * $P_db_connections + 5 * $P_db_rollbacks + 5 * $P_db_longest_transaction) / 100"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "W"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VE"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(($G_synthetic_probe == 2) + ($G_error_rate == 2)) > 0"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VE"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "IN"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "((1 - $P_synthetic_probe) + (1 - $P_latency) + (1 - $P_error_rate) + (1 - $P_db_connections) + (1 - $P_db_rollbacks) + ($W < 0.6)) > 0"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "IN"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "ACT"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(10 * $VE + (1 - $VE) * ($IN * 1.25 + (1 - $IN) * $R))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "ACT"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "JOIN"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$ACT + 0 * $INFO"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "JOIN"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_synthetic_probe - 0.96) / (0 - 0.08999999999999997)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_synthetic_probe"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_synthetic_probe"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "25 * $G_synthetic_probe / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_latency / ($S_latency + ($S_latency == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "20 * $G_latency / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_error_rate / ($S_error_rate + ($S_error_rate == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "MS_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $M_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "MS_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "25 * $G_error_rate / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_log_errors / ($S_log_errors + ($S_log_errors == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_log_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "10 * $G_log_errors / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_db_connections - 0.7) / 0.20000000000000007"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_db_connections"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_db_connections"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "10 * $G_db_connections / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_db_rollbacks / ($S_db_rollbacks + ($S_db_rollbacks == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "MS_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $M_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "MS_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "5 * $G_db_rollbacks / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_db_longest_transaction - 60) / 240"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_db_longest_transaction"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "5 * $G_db_longest_transaction / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "WP"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $W"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "WP"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "FIRES"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        conditions = [{
          evaluator = {
            params = [1.5]
            type   = "gt"
          }
          unloadEvaluator = {
            params = [1]
            type   = "lt"
          }
        }]
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "JOIN"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "FIRES"
        type          = "threshold"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    notification_settings {
      contact_point   = "release-risk-gateway"
      group_by        = ["grafana_folder", "alertname", "tenant", "service", "environment", "version"]
      group_wait      = "1s"
      group_interval  = "30s"
      repeat_interval = "1h"
    }
  }

  rule {
    uid                             = "rr-saas-tenants-veto_metrics"
    name                            = "SaaS API by tenant: veto by metrics alone"
    condition                       = "FIRES"
    for                             = "1m"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "KeepLast"
    exec_err_state                  = "KeepLast"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "24fe41c5dc314ee9"
      release_risk_model       = "saas-tenants"
      release_risk_rule        = "veto"
      severity                 = "critical"
    }
    annotations = {
      __dashboardUid__ = "rr-saas-tenants-service"
      __panelId__      = "1"
      action           = "ask"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g%% (n=%.3g)\" .VS_synthetic_probe.Value .N_synthetic_probe.Value)}}, {{if eq .G_synthetic_probe.Value 1.0}}yellow below 96%%{{else}}red below 87%%{{end}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{if $values.VE}}{{$k0 := \"\"}}{{if eq $values.P_synthetic_probe.Value 0.0}}{{if ge $values.V_synthetic_probe.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.N_synthetic_probe.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_synthetic_probe.Value 0.0}}{{$k0 = \"n=0, needs 10\"}}{{else if lt $values.N_synthetic_probe.Value 10.0}}{{$k0 = printf \"n=%.3g, needs 10\" $values.N_synthetic_probe.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k1 = \"n=0, needs 50\"}}{{else if lt $values.N_error_rate.Value 50.0}}{{$k1 = printf \"n=%.3g, needs 50\" $values.N_error_rate.Value}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_synthetic_probe.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}synthetic probe {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c1\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"synthetic probe\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"synthetic probe\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else}}No critical signal of this rule is red{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      idempotency_key  = "{{with $labels.tenant}}{{urlquery .}}{{end}}/{{with $labels.service}}{{urlquery .}}{{end}}/{{with $labels.environment}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      runbook_url      = "https://runbooks.example.com/saas/tenant-release"
      summary          = "{{if $labels.tenant}}{{$labels.tenant}} / {{$labels.service}} / {{$labels.environment}}{{with $labels.version}} {{.}}{{end}}: {{end}}release risk {{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
    }

    data {
      ref_id         = "V_synthetic_probe"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((avg by (tenant, service, environment) (avg_over_time(probe_success{job=\"blackbox\"}[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_synthetic_probe"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_synthetic_probe"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (count_over_time(probe_duration_seconds{job=\"blackbox\"}[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_synthetic_probe"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(((sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m]))))) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time((((sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m])))))[7d:5m] offset 2h) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "INFO"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "bottomk by (tenant, service, environment) (1, min by (tenant, service, environment, version, previous_version) (((time() - max by (tenant, service, environment, version) (deployment_started_timestamp_seconds)) > -1e99 < 1e99))) or on (tenant, service, environment) (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "INFO"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "SV"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(((label_replace(label_replace(label_replace(vector(1), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "SV"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "P_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_synthetic_probe < 1e99) * ($N_synthetic_probe < 1e99) * ($N_synthetic_probe >= 10)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_synthetic_probe * (($V_synthetic_probe < 0.96) + ($V_synthetic_probe < 0.87))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_error_rate - $M_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.02 + 0 * $M_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_error_rate < 1e99) * ($M_error_rate < 1e99) * ($N_error_rate < 1e99) * ($N_error_rate >= 50) * ($S_error_rate > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_error_rate * (($E_error_rate > 0.5 * $S_error_rate) + ($E_error_rate > $S_error_rate))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VE"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(($G_synthetic_probe == 2) + ($G_error_rate == 2)) > 0"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VE"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "MC"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(1 - $P_synthetic_probe) + (1 - $P_error_rate)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "MC"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VETO"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(10 * $VE + (1 - $VE) * ($MC > 0) * 1.25) * $SV"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VETO"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "JOIN"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$VETO + 0 * $INFO"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "JOIN"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_synthetic_probe"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "MS_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $M_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "MS_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "FIRES"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        conditions = [{
          evaluator = {
            params = [1.5]
            type   = "gt"
          }
          unloadEvaluator = {
            params = [1]
            type   = "lt"
          }
        }]
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "JOIN"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "FIRES"
        type          = "threshold"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    notification_settings {
      contact_point   = "release-risk-gateway"
      group_by        = ["grafana_folder", "alertname", "tenant", "service", "environment", "version"]
      group_wait      = "1s"
      group_interval  = "30s"
      repeat_interval = "1h"
    }
  }

  rule {
    uid                             = "rr-saas-tenants-review"
    name                            = "SaaS API by tenant: release needs a look"
    condition                       = "FIRES"
    for                             = "0s"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "NoData"
    exec_err_state                  = "Error"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "24fe41c5dc314ee9"
      release_risk_model       = "saas-tenants"
      release_risk_rule        = "review"
      severity                 = "warning"
    }
    annotations = {
      __dashboardUid__ = "rr-saas-tenants-service"
      __panelId__      = "1"
      action           = "observe"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g%% (n=%.3g)\" .VS_synthetic_probe.Value .N_synthetic_probe.Value)}}, {{if eq .G_synthetic_probe.Value 1.0}}yellow below 96%%{{else}}red below 87%%{{end}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_latency.Value .M_latency.Value .N_latency.Value)}}{{end}}{{define \"c2\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{define \"c3\"}}{{template \"rr\" (printf \"%.3g/min vs usual %.3g/min (n=%.3g)\" .V_log_errors.Value .M_log_errors.Value .N_log_errors.Value)}}{{end}}{{define \"c4\"}}{{template \"rr\" (printf \"%.3g%%\" .VS_db_connections.Value)}}, {{if eq .G_db_connections.Value 1.0}}yellow above 70%%{{else}}red above 90%%{{end}}{{end}}{{define \"c5\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%%\" .VS_db_rollbacks.Value .MS_db_rollbacks.Value)}}{{end}}{{define \"c6\"}}{{template \"rr\" (printf \"%.3g s\" .V_db_longest_transaction.Value)}}, {{if eq .G_db_longest_transaction.Value 1.0}}yellow above 60{{else}}red above 300{{end}}{{end}}{{if $values.R}}{{$k0 := \"\"}}{{if eq $values.P_synthetic_probe.Value 0.0}}{{if ge $values.V_synthetic_probe.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.N_synthetic_probe.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_synthetic_probe.Value 0.0}}{{$k0 = \"n=0, needs 10\"}}{{else if lt $values.N_synthetic_probe.Value 10.0}}{{$k0 = printf \"n=%.3g, needs 10\" $values.N_synthetic_probe.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_latency.Value 0.0}}{{if ge $values.V_latency.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_latency.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.D_latency.Value 1e99}}{{$k1 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_latency.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_latency.Value 0.0}}{{$k1 = \"n=0, needs 50\"}}{{else if lt $values.N_latency.Value 50.0}}{{$k1 = printf \"n=%.3g, needs 50\" $values.N_latency.Value}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k2 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k2 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k2 = \"no baseline yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k2 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k2 = \"n=0, needs 50\"}}{{else if lt $values.N_error_rate.Value 50.0}}{{$k2 = printf \"n=%.3g, needs 50\" $values.N_error_rate.Value}}{{else}}{{$k2 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k3 := \"\"}}{{if eq $values.P_log_errors.Value 0.0}}{{if ge $values.V_log_errors.Value 1e99}}{{$k3 = \"no data\"}}{{else if ge $values.M_log_errors.Value 1e99}}{{$k3 = \"no baseline yet\"}}{{else if ge $values.N_log_errors.Value 1e99}}{{$k3 = \"number of samples unknown\"}}{{else if eq $values.N_log_errors.Value 0.0}}{{$k3 = \"n=0, needs 20\"}}{{else if lt $values.N_log_errors.Value 20.0}}{{$k3 = printf \"n=%.3g, needs 20\" $values.N_log_errors.Value}}{{else}}{{$k3 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k4 := \"\"}}{{if eq $values.P_db_connections.Value 0.0}}{{if ge $values.V_db_connections.Value 1e99}}{{$k4 = \"no data\"}}{{else}}{{$k4 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k5 := \"\"}}{{if eq $values.P_db_rollbacks.Value 0.0}}{{if ge $values.V_db_rollbacks.Value 1e99}}{{$k5 = \"no data\"}}{{else if ge $values.M_db_rollbacks.Value 1e99}}{{$k5 = \"no baseline yet\"}}{{else}}{{$k5 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k6 := \"\"}}{{if eq $values.P_db_longest_transaction.Value 0.0}}{{if ge $values.V_db_longest_transaction.Value 1e99}}{{$k6 = \"no data\"}}{{else}}{{$k6 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_synthetic_probe.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}synthetic probe {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c2\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1 $k2 $k3 $k4 $k5 $k6}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"synthetic probe\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"synthetic probe\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"errors in logs\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"errors in logs\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database connections\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database connections\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"rolled back transactions\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"rolled back transactions\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k6}}{{if not $n}}{{$t = \"longest transaction\"}}{{$v = $k6}}{{else if not $u}}{{$u = \"longest transaction\"}}{{$w = $k6}}{{end}}{{if ne $k6 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else if gt $values.IN.Value 0.0}}Cannot tell: {{if or $k0 $k1 $k2 $k4 $k5}}{{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"synthetic probe\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"synthetic probe\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database connections\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database connections\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"rolled back transactions\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"rolled back transactions\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} missing ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} missing ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} missing ({{template \"rr\" $v}}){{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5 $k6)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{else}}only {{template \"rr\" (printf \"%.3g%%\" $values.WP.Value)}} of the weight has readings, 60% needed{{if or $k0 $k1 $k2 $k3 $k4 $k5 $k6}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"synthetic probe\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"synthetic probe\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"errors in logs\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"errors in logs\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database connections\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database connections\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"rolled back transactions\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"rolled back transactions\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k6}}{{if not $n}}{{$t = \"longest transaction\"}}{{$v = $k6}}{{else if not $u}}{{$u = \"longest transaction\"}}{{$w = $k6}}{{end}}{{if ne $k6 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5 $k6)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{end}}{{else}}{{$n := \"\"}}{{if eq $values.G_synthetic_probe.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Synthetic probe {{template \"c0\" $values}}, adds {{printf \"%.2f\" $values.T_synthetic_probe.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c2\" $values}} adds {{printf \"%.2f\" $values.T_error_rate.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}API latency p95 {{template \"c1\" $values}} adds {{printf \"%.2f\" $values.T_latency.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_synthetic_probe.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Synthetic probe {{template \"c0\" $values}}, adds {{printf \"%.2f\" $values.T_synthetic_probe.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c2\" $values}} adds {{printf \"%.2f\" $values.T_error_rate.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}API latency p95 {{template \"c1\" $values}} adds {{printf \"%.2f\" $values.T_latency.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_log_errors.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Errors in logs {{template \"c3\" $values}} adds {{printf \"%.2f\" $values.T_log_errors.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_connections.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Database connections {{template \"c4\" $values}}, adds {{printf \"%.2f\" $values.T_db_connections.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_log_errors.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Errors in logs {{template \"c3\" $values}} adds {{printf \"%.2f\" $values.T_log_errors.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_connections.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Database connections {{template \"c4\" $values}}, adds {{printf \"%.2f\" $values.T_db_connections.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_rollbacks.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Rolled back transactions {{template \"c5\" $values}} adds {{printf \"%.2f\" $values.T_db_rollbacks.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_longest_transaction.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Longest transaction {{template \"c6\" $values}}, adds {{printf \"%.2f\" $values.T_db_longest_transaction.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_rollbacks.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Rolled back transactions {{template \"c5\" $values}} adds {{printf \"%.2f\" $values.T_db_rollbacks.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_db_longest_transaction.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Longest transaction {{template \"c6\" $values}}, adds {{printf \"%.2f\" $values.T_db_longest_transaction.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if not $n}}{{$b := 0.0}}{{$s := 0.0}}{{$t := \"\"}}{{$p := \"\"}}{{if not $k0}}{{if or (not $p) (gt $values.U_synthetic_probe.Value $b)}}{{$b = $values.U_synthetic_probe.Value}}{{$s = $values.UP_synthetic_probe.Value}}{{$t = \"Synthetic probe\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k1}}{{if or (not $p) (gt $values.U_latency.Value $b)}}{{$b = $values.U_latency.Value}}{{$s = $values.UP_latency.Value}}{{$t = \"API latency p95\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k2}}{{if or (not $p) (gt $values.U_error_rate.Value $b)}}{{$b = $values.U_error_rate.Value}}{{$s = $values.UP_error_rate.Value}}{{$t = \"Error rate\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k3}}{{if or (not $p) (gt $values.U_log_errors.Value $b)}}{{$b = $values.U_log_errors.Value}}{{$s = $values.UP_log_errors.Value}}{{$t = \"Errors in logs\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k4}}{{if or (not $p) (gt $values.U_db_connections.Value $b)}}{{$b = $values.U_db_connections.Value}}{{$s = $values.UP_db_connections.Value}}{{$t = \"Database connections\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k5}}{{if or (not $p) (gt $values.U_db_rollbacks.Value $b)}}{{$b = $values.U_db_rollbacks.Value}}{{$s = $values.UP_db_rollbacks.Value}}{{$t = \"Rolled back transactions\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k6}}{{if or (not $p) (gt $values.U_db_longest_transaction.Value $b)}}{{$b = $values.U_db_longest_transaction.Value}}{{$s = $values.UP_db_longest_transaction.Value}}{{$t = \"Longest transaction\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $p}}No signal has a reading{{else}}{{if eq (len $p) 7}}All 7{{else}}{{len $p}} of 7{{end}} signals calm; closest: {{$t}} at {{if gt $s 0.0}}{{printf \"%.0f\" $s}}{{else}}0{{end}}% of its headroom{{end}}{{end}}{{if or $k3}}; not counted: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k3}}{{if not $n}}{{$t = \"errors in logs\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"errors in logs\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{if or $k6}}; counted as green: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k6}}{{if not $n}}{{$t = \"longest transaction\"}}{{$v = $k6}}{{else if not $u}}{{$u = \"longest transaction\"}}{{$w = $k6}}{{end}}{{if ne $k6 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      coverage         = "{{if $values.R}}{{printf \"%.0f%%\" $values.WP.Value}}{{end}}"
      idempotency_key  = "{{with $labels.tenant}}{{urlquery .}}{{end}}/{{with $labels.service}}{{urlquery .}}{{end}}/{{with $labels.environment}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      risk_score       = "{{if $values.R}}{{printf \"%.2f\" $values.R.Value}}{{end}}"
      runbook_url      = "https://runbooks.example.com/saas/tenant-release"
      summary          = "{{if $labels.tenant}}{{$labels.tenant}} / {{$labels.service}} / {{$labels.environment}}{{with $labels.version}} {{.}}{{end}}: {{end}}release risk {{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
    }

    data {
      ref_id         = "V_synthetic_probe"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((avg by (tenant, service, environment) (avg_over_time(probe_success{job=\"blackbox\"}[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_synthetic_probe"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_synthetic_probe"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (count_over_time(probe_duration_seconds{job=\"blackbox\"}[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_synthetic_probe"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((1000 * histogram_quantile(0.95, sum by (tenant, service, environment, le) (rate(http_server_request_duration_seconds_bucket[5m])))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((1000 * histogram_quantile(0.95, sum by (tenant, service, environment, le) (rate(http_server_request_duration_seconds_bucket[5m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "stddev_over_time(((1000 * histogram_quantile(0.95, sum by (tenant, service, environment, le) (rate(http_server_request_duration_seconds_bucket[5m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(((sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m]))))) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time((((sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m]))) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (increase(http_server_request_duration_seconds_count[5m]))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}[5m])) / sum by (tenant, service, environment) (rate(http_server_request_duration_seconds_count[5m])))))[7d:5m] offset 2h) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_log_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "(((sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m])) / 5) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (count_over_time({job=\"apps\"}[5m]))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m])) / 5))) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "V_log_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_log_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (count_over_time({job=\"apps\"}[5m]))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "N_log_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_log_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "avg by (tenant, service, environment) ((label_replace((((sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m] offset 7d)) / 5) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (count_over_time({job=\"apps\"}[5m] offset 7d))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m] offset 7d)) / 5))), \"release_risk_week\", \"1\", \"\", \"\") or label_replace((((sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m] offset 14d)) / 5) > -1e99 < 1e99) or (((sum by (tenant, service, environment) (count_over_time({job=\"apps\"}[5m] offset 14d))) > 0 < 1e99) * 0 unless (sum by (tenant, service, environment) (count_over_time({job=\"apps\"} | json | level = \"error\"[5m] offset 14d)) / 5))), \"release_risk_week\", \"2\", \"\", \"\"))) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "M_log_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_db_connections"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (pg_stat_activity_count) / max by (tenant, service, environment) (pg_settings_max_connections)) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_db_connections"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_db_rollbacks"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (tenant, service, environment) (rate(pg_stat_database_xact_rollback[5m])) / (sum by (tenant, service, environment) (rate(pg_stat_database_xact_commit[5m])) + sum by (tenant, service, environment) (rate(pg_stat_database_xact_rollback[5m])))) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_db_rollbacks"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_db_rollbacks"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((sum by (tenant, service, environment) (rate(pg_stat_database_xact_rollback[5m])) / (sum by (tenant, service, environment) (rate(pg_stat_database_xact_commit[5m])) + sum by (tenant, service, environment) (rate(pg_stat_database_xact_rollback[5m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_db_rollbacks"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_db_longest_transaction"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (tenant, service, environment) (pg_stat_activity_max_tx_duration{state=~\"active|idle in transaction\"})) > -1e99 < 1e99) or (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_db_longest_transaction"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "INFO"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "bottomk by (tenant, service, environment) (1, min by (tenant, service, environment, version, previous_version) (((time() - max by (tenant, service, environment, version) (deployment_started_timestamp_seconds)) > -1e99 < 1e99))) or on (tenant, service, environment) (((label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1e100), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "INFO"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "SV"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(((label_replace(label_replace(label_replace(vector(1), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1), \"tenant\", \"acme\", \"\", \"\"), \"service\", \"billing\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or label_replace(label_replace(label_replace(vector(1), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")) or (label_replace(label_replace(label_replace(vector(1), \"tenant\", \"globex\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"staging\", \"\", \"\") or label_replace(label_replace(label_replace(vector(1), \"tenant\", \"initech\", \"\", \"\"), \"service\", \"api\", \"\", \"\"), \"environment\", \"production\", \"\", \"\")))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "SV"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "P_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_synthetic_probe < 1e99) * ($N_synthetic_probe < 1e99) * ($N_synthetic_probe >= 10)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_synthetic_probe * (($V_synthetic_probe < 0.96) + ($V_synthetic_probe < 0.87))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_latency - $M_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "3 * $D_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_latency * ($S1_latency >= 60) + 60 * ($S1_latency < 60)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.33 * abs($M_latency)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S2_latency * ($S2_latency >= $S3_latency) + $S3_latency * ($S2_latency < $S3_latency)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_latency < 1e99) * ($M_latency < 1e99) * ($D_latency < 1e99) * ($N_latency < 1e99) * ($N_latency >= 50) * ($S_latency > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_latency * (($E_latency > 0.5 * $S_latency) + ($E_latency > $S_latency))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_error_rate - $M_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.02 + 0 * $M_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_error_rate < 1e99) * ($M_error_rate < 1e99) * ($N_error_rate < 1e99) * ($N_error_rate >= 50) * ($S_error_rate > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_error_rate * (($E_error_rate > 0.5 * $S_error_rate) + ($E_error_rate > $S_error_rate))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_log_errors - $M_log_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "20 + 0 * $M_log_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_log_errors < 1e99) * ($M_log_errors < 1e99) * ($N_log_errors < 1e99) * ($N_log_errors >= 20) * ($S_log_errors > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_log_errors * (($E_log_errors > 0.5 * $S_log_errors) + ($E_log_errors > $S_log_errors))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_db_connections < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_db_connections * (($V_db_connections > 0.7) + ($V_db_connections > 0.9))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_db_rollbacks - $M_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.05 + 0 * $M_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_db_rollbacks < 1e99) * ($M_db_rollbacks < 1e99) * ($S_db_rollbacks > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_db_rollbacks * (($E_db_rollbacks > 0.5 * $S_db_rollbacks) + ($E_db_rollbacks > $S_db_rollbacks))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_db_longest_transaction < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_db_longest_transaction * (($V_db_longest_transaction > 60) + ($V_db_longest_transaction > 300))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "NU"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "25 * $G_synthetic_probe + 20 * $G_latency + 25 * $G_error_rate + 10 * $G_log_errors + 10 * $G_db_connections + 5 * $G_db_rollbacks + 5 * $G_db_longest_transaction"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "NU"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "DE"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "90 + 10 * $P_log_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "DE"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "R"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$NU / ($DE + ($DE == 0)) * $SV"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "R"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "W"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(25 * $P_synthetic_probe + 20 * $P_latency + 25 * $P_error_rate + 10 * $P_log_errors + 10 * $P_db_connections + 5 * $P_db_rollbacks + 5 * $P_db_longest_transaction) / 100"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "W"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VE"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(($G_synthetic_probe == 2) + ($G_error_rate == 2)) > 0"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VE"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "RD"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(($G_synthetic_probe == 2) + ($G_latency == 2) + ($G_error_rate == 2) + ($G_log_errors == 2) + ($G_db_connections == 2) + ($G_db_rollbacks == 2) + ($G_db_longest_transaction == 2)) > 0"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "RD"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "IN"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "((1 - $P_synthetic_probe) + (1 - $P_latency) + (1 - $P_error_rate) + (1 - $P_db_connections) + (1 - $P_db_rollbacks) + ($W < 0.6)) > 0"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "IN"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "REVIEW"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(10 * (($VE + $IN + $RD) > 0) + (($VE + $IN + $RD) == 0) * $R)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "REVIEW"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "JOIN"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$REVIEW + 0 * $INFO"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "JOIN"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_synthetic_probe - 0.96) / (0 - 0.08999999999999997)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_synthetic_probe"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_synthetic_probe"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_synthetic_probe"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "25 * $G_synthetic_probe / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_synthetic_probe"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_latency / ($S_latency + ($S_latency == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "20 * $G_latency / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_error_rate / ($S_error_rate + ($S_error_rate == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "MS_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $M_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "MS_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "25 * $G_error_rate / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_error_rate"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_log_errors / ($S_log_errors + ($S_log_errors == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_log_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_log_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "10 * $G_log_errors / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_log_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_db_connections - 0.7) / 0.20000000000000007"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_db_connections"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_db_connections"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_db_connections"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "10 * $G_db_connections / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_db_connections"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_db_rollbacks / ($S_db_rollbacks + ($S_db_rollbacks == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "MS_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $M_db_rollbacks"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "MS_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_db_rollbacks"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "5 * $G_db_rollbacks / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_db_rollbacks"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_db_longest_transaction - 60) / 240"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_db_longest_transaction"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_db_longest_transaction"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "5 * $G_db_longest_transaction / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_db_longest_transaction"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "WP"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $W"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "WP"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "FIRES"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        conditions = [{
          evaluator = {
            params = [0.5]
            type   = "gt"
          }
        }]
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "JOIN"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "FIRES"
        type          = "threshold"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    notification_settings {
      contact_point   = "api-team"
      group_by        = ["grafana_folder", "alertname", "tenant", "service", "environment", "version"]
      group_wait      = "1s"
      group_interval  = "1m"
      repeat_interval = "4h"
    }
  }
}
