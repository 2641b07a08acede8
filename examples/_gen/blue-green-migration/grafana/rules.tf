resource "grafana_rule_group" "release_risk_blue_green_migration_billing" {
  name             = "Release risk blue-green-migration (billing)"
  folder_uid       = "release-risk"
  interval_seconds = 30

  rule {
    uid                             = "rr-blue-green-migration-act_0c95c7ec"
    name                            = "Billing, blue and green: High release risk (billing)"
    condition                       = "FIRES"
    for                             = "30s"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "KeepLast"
    exec_err_state                  = "KeepLast"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "498666593bd1d7c9"
      release_risk_model       = "blue-green-migration"
      release_risk_rule        = "act"
      severity                 = "critical"
    }
    annotations = {
      __dashboardUid__ = "rr-blue-green-migration-service"
      __panelId__      = "1"
      action           = "ask"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_latency.Value .M_latency.Value .N_latency.Value)}}{{end}}{{define \"c2\"}}{{template \"rr\" (printf \"%.3g/min vs usual %.3g/min (n=%.3g)\" .V_invoices.Value .M_invoices.Value .N_invoices.Value)}}{{end}}{{define \"c3\"}}{{template \"rr\" (printf \"%.3g s\" .V_replication_lag.Value)}}, {{if eq .G_replication_lag.Value 1.0}}yellow above 5{{else}}red above 30{{end}}{{end}}{{define \"c4\"}}{{template \"rr\" (printf \"%.3g connections\" .V_lock_waits.Value)}}, {{if eq .G_lock_waits.Value 1.0}}yellow above 5{{else}}red above 20{{end}}{{end}}{{define \"c5\"}}{{template \"rr\" (printf \"%.3g errors (n=%.3g)\" .V_migration_errors.Value .N_migration_errors.Value)}}, {{if eq .G_migration_errors.Value 1.0}}yellow above 0{{else}}red above 5{{end}}{{end}}{{if $values.R}}{{$k0 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k0 = \"no baseline yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k0 = \"n=0, needs 50\"}}{{else if lt $values.N_error_rate.Value 50.0}}{{$k0 = printf \"n=%.3g, needs 50\" $values.N_error_rate.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_latency.Value 0.0}}{{if ge $values.V_latency.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_latency.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.D_latency.Value 1e99}}{{$k1 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_latency.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_latency.Value 0.0}}{{$k1 = \"n=0, needs 100\"}}{{else if lt $values.N_latency.Value 100.0}}{{$k1 = printf \"n=%.3g, needs 100\" $values.N_latency.Value}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k2 := \"\"}}{{if eq $values.P_invoices.Value 0.0}}{{if ge $values.V_invoices.Value 1e99}}{{$k2 = \"no data\"}}{{else if ge $values.M_invoices.Value 1e99}}{{$k2 = \"no baseline yet\"}}{{else if ge $values.D_invoices.Value 1e99}}{{$k2 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_invoices.Value 1e99}}{{$k2 = \"number of samples unknown\"}}{{else if eq $values.N_invoices.Value 0.0}}{{$k2 = \"n=0, needs 10\"}}{{else if lt $values.N_invoices.Value 10.0}}{{$k2 = printf \"n=%.3g, needs 10\" $values.N_invoices.Value}}{{else if eq $values.M_invoices.Value 0.0}}{{$k2 = \"usually 0, so it cannot fall\"}}{{else}}{{$k2 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k3 := \"\"}}{{if eq $values.P_replication_lag.Value 0.0}}{{if ge $values.V_replication_lag.Value 1e99}}{{$k3 = \"no data\"}}{{else}}{{$k3 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k4 := \"\"}}{{if eq $values.P_lock_waits.Value 0.0}}{{if ge $values.V_lock_waits.Value 1e99}}{{$k4 = \"no data\"}}{{else}}{{$k4 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k5 := \"\"}}{{if eq $values.P_migration_errors.Value 0.0}}{{if ge $values.V_migration_errors.Value 1e99}}{{$k5 = \"no data\"}}{{else if ge $values.N_migration_errors.Value 1e99}}{{$k5 = \"number of samples unknown\"}}{{else if eq $values.N_migration_errors.Value 0.0}}{{$k5 = \"n=0, needs 1\"}}{{else if lt $values.N_migration_errors.Value 1.0}}{{$k5 = printf \"n=%.3g, needs 1\" $values.N_migration_errors.Value}}{{else}}{{$k5 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_invoices.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}invoices {{template \"c2\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_replication_lag.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}replication lag {{template \"c3\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_migration_errors.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}migration errors {{template \"c5\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1 $k2 $k3 $k4 $k5}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p99\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p99\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"invoices\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"invoices\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"replication lag\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"replication lag\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"waiting for locks\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"waiting for locks\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"migration errors\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"migration errors\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else if gt $values.IN.Value 0.0}}Cannot tell: {{if or $k0 $k1 $k2 $k3}}{{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p99\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p99\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"invoices\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"invoices\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"replication lag\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"replication lag\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} missing ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} missing ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} missing ({{template \"rr\" $v}}){{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{else}}only {{template \"rr\" (printf \"%.3g%%\" $values.WP.Value)}} of the weight has readings, 60% needed{{if or $k0 $k1 $k2 $k3 $k4 $k5}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p99\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p99\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"invoices\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"invoices\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"replication lag\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"replication lag\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"waiting for locks\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"waiting for locks\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"migration errors\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"migration errors\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{end}}{{else}}{{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c0\" $values}} adds 0.60{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Latency p99 {{template \"c1\" $values}} adds 0.40{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_invoices.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Invoices {{template \"c2\" $values}} adds 0.40{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c0\" $values}} adds 0.30{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_replication_lag.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Replication lag {{template \"c3\" $values}}, adds 0.30{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Latency p99 {{template \"c1\" $values}} adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_invoices.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Invoices {{template \"c2\" $values}} adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_lock_waits.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Waiting for locks {{template \"c4\" $values}}, adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_replication_lag.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Replication lag {{template \"c3\" $values}}, adds 0.15{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_lock_waits.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Waiting for locks {{template \"c4\" $values}}, adds 0.10{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_migration_errors.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Migration errors {{template \"c5\" $values}}, adds 0.10{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_migration_errors.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Migration errors {{template \"c5\" $values}}, adds 0.05{{end}}{{$n = print $n \"x\"}}{{end}}{{if not $n}}{{$b := 0.0}}{{$s := 0.0}}{{$t := \"\"}}{{$p := \"\"}}{{if not $k0}}{{if or (not $p) (gt $values.U_error_rate.Value $b)}}{{$b = $values.U_error_rate.Value}}{{$s = $values.UP_error_rate.Value}}{{$t = \"Error rate\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k1}}{{if or (not $p) (gt $values.U_latency.Value $b)}}{{$b = $values.U_latency.Value}}{{$s = $values.UP_latency.Value}}{{$t = \"Latency p99\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k2}}{{if or (not $p) (gt $values.U_invoices.Value $b)}}{{$b = $values.U_invoices.Value}}{{$s = $values.UP_invoices.Value}}{{$t = \"Invoices\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k3}}{{if or (not $p) (gt $values.U_replication_lag.Value $b)}}{{$b = $values.U_replication_lag.Value}}{{$s = $values.UP_replication_lag.Value}}{{$t = \"Replication lag\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k4}}{{if or (not $p) (gt $values.U_lock_waits.Value $b)}}{{$b = $values.U_lock_waits.Value}}{{$s = $values.UP_lock_waits.Value}}{{$t = \"Waiting for locks\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k5}}{{if or (not $p) (gt $values.U_migration_errors.Value $b)}}{{$b = $values.U_migration_errors.Value}}{{$s = $values.UP_migration_errors.Value}}{{$t = \"Migration errors\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $p}}No signal has a reading{{else}}{{if eq (len $p) 6}}All 6{{else}}{{len $p}} of 6{{end}} signals calm; closest: {{$t}} at {{if gt $s 0.0}}{{printf \"%.0f\" $s}}{{else}}0{{end}}% of its headroom{{end}}{{end}}{{if or $k4 $k5}}; counted as green: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k4}}{{if not $n}}{{$t = \"waiting for locks\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"waiting for locks\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"migration errors\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"migration errors\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      coverage         = "{{if $values.R}}{{printf \"%.0f%%\" $values.WP.Value}}{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      risk_score       = "{{if $values.R}}{{printf \"%.2f\" $values.R.Value}}{{end}}"
      runbook_url      = "https://runbooks.example.com/billing/blue-green"
      summary          = "{{if $labels.service}}{{$labels.service}}{{with $labels.version}} {{.}}{{end}}: {{end}}release risk {{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
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
        expr          = "(((sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m]))) > -1e99 < 1e99) or (((sum by (service) (increase(http_requests_total{service=\"billing\"}[2m]))) > 0 < 1e99) * 0 unless (sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m]))))) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "((sum by (service) (increase(http_requests_total{service=\"billing\"}[2m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "(avg_over_time((((sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m]))) > -1e99 < 1e99) or (((sum by (service) (increase(http_requests_total{service=\"billing\"}[2m]))) > 0 < 1e99) * 0 unless (sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m])))))[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
      ref_id         = "V_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((1000 * histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket{service=\"billing\"}[2m])))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "((sum by (service) (increase(http_request_duration_seconds_count{service=\"billing\"}[2m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "(avg_over_time(((1000 * histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket{service=\"billing\"}[2m])))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "(stddev_over_time(((1000 * histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket{service=\"billing\"}[2m])))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
      ref_id         = "V_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((60 * sum by (service) (rate(invoices_created_total{service=\"billing\"}[10m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time(up{service=\"billing\"}[10m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(avg_over_time(((60 * sum by (service) (rate(invoices_created_total{service=\"billing\"}[10m]))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(stddev_over_time(((60 * sum by (service) (rate(invoices_created_total{service=\"billing\"}[10m]))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_replication_lag"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (pg_replication_lag_seconds{service=\"billing\"})) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_replication_lag"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_lock_waits"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (pg_stat_activity_count{service=\"billing\", wait_event_type=\"Lock\"})) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_lock_waits"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_migration_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "(((sum by (service) (count_over_time({service=\"billing\", job=\"migration\"} | json | level = \"error\"[10m]))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"billing\", job=\"migration\"}[10m]))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"billing\", job=\"migration\"} | json | level = \"error\"[10m]))))) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "V_migration_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_migration_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time({service=\"billing\", job=\"migration\"}[10m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "N_migration_errors"
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
        expr          = "bottomk by (service) (1, min by (service, version, previous_version) (((time() - max by (service, version) (traffic_switched_timestamp_seconds)) > -1e99 < 1e99))) or on (service) label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "label_replace(vector(1), \"service\", \"billing\", \"\", \"\")"
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
        expression    = "4 * $D_latency"
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
        expression    = "$S1_latency * ($S1_latency >= 150) + 150 * ($S1_latency < 150)"
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
        expression    = "0.5 * abs($M_latency)"
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
        expression    = "($V_latency < 1e99) * ($M_latency < 1e99) * ($D_latency < 1e99) * ($N_latency < 1e99) * ($N_latency >= 100) * ($S_latency > 0)"
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
      ref_id         = "E_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$M_invoices - $V_invoices"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "3 * $D_invoices"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_invoices * ($S1_invoices >= $S2_invoices) + $S2_invoices * ($S1_invoices < $S2_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S4_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.8 * abs($M_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S4_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S3_invoices * ($S3_invoices <= $S4_invoices) + $S4_invoices * ($S3_invoices > $S4_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_invoices < 1e99) * ($M_invoices < 1e99) * ($D_invoices < 1e99) * ($N_invoices < 1e99) * ($N_invoices >= 10) * ($S_invoices > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_invoices * (($E_invoices > 0.5 * $S_invoices) + ($E_invoices > $S_invoices))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_replication_lag < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_replication_lag"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_replication_lag * (($V_replication_lag > 5) + ($V_replication_lag > 30))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_replication_lag"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_lock_waits"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_lock_waits < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_lock_waits"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_lock_waits"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_lock_waits * (($V_lock_waits > 5) + ($V_lock_waits > 20))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_lock_waits"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_migration_errors < 1e99) * ($N_migration_errors < 1e99) * ($N_migration_errors >= 1)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_migration_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_migration_errors * (($V_migration_errors > 0) + ($V_migration_errors > 5))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_migration_errors"
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
        expression    = "30 * $G_error_rate + 20 * $G_latency + 20 * $G_invoices + 15 * $G_replication_lag + 10 * $G_lock_waits + 5 * $G_migration_errors"
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
      ref_id         = "R"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$NU / 100 * $SV"
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
        expression    = "(30 * $P_error_rate + 20 * $P_latency + 20 * $P_invoices + 15 * $P_replication_lag + 10 * $P_lock_waits + 5 * $P_migration_errors) / 100"
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
        expression    = "(($G_error_rate == 2) + ($G_invoices == 2) + ($G_replication_lag == 2) + ($G_migration_errors == 2)) > 0"
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
        expression    = "((1 - $P_error_rate) + (1 - $P_latency) + (1 - $P_invoices) + (1 - $P_replication_lag) + ($W < 0.6)) > 0"
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
      ref_id         = "U_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_invoices / ($S_invoices + ($S_invoices == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_invoices"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_replication_lag - 5) / 25"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_replication_lag"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_replication_lag"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_replication_lag"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_lock_waits"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_lock_waits - 5) / 15"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_lock_waits"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_lock_waits"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_lock_waits"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_lock_waits"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_migration_errors - 0) / 5"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_migration_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_migration_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_migration_errors"
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
      group_by        = ["grafana_folder", "alertname", "service", "version"]
      group_wait      = "1s"
      group_interval  = "30s"
      repeat_interval = "1h"
    }
  }

  rule {
    uid                             = "rr-blue-green-migration-veto_lo-230a98b4"
    name                            = "Billing, blue and green: veto by logs alone (billing)"
    condition                       = "FIRES"
    for                             = "30s"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "KeepLast"
    exec_err_state                  = "KeepLast"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "498666593bd1d7c9"
      release_risk_model       = "blue-green-migration"
      release_risk_rule        = "veto"
      severity                 = "critical"
    }
    annotations = {
      __dashboardUid__ = "rr-blue-green-migration-service"
      __panelId__      = "1"
      action           = "ask"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g errors (n=%.3g)\" .V_migration_errors.Value .N_migration_errors.Value)}}, {{if eq .G_migration_errors.Value 1.0}}yellow above 0{{else}}red above 5{{end}}{{end}}{{if $values.VE}}{{$k0 := \"\"}}{{if eq $values.P_migration_errors.Value 0.0}}{{if ge $values.V_migration_errors.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.N_migration_errors.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_migration_errors.Value 0.0}}{{$k0 = \"n=0, needs 1\"}}{{else if lt $values.N_migration_errors.Value 1.0}}{{$k0 = printf \"n=%.3g, needs 1\" $values.N_migration_errors.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_migration_errors.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}migration errors {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"migration errors\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"migration errors\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else}}No critical signal of this rule is red{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@"
      runbook_url      = "https://runbooks.example.com/billing/blue-green"
      summary          = "{{if $labels.service}}{{$labels.service}}: {{end}}release risk {{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
    }

    data {
      ref_id         = "V_migration_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "(((sum by (service) (count_over_time({service=\"billing\", job=\"migration\"} | json | level = \"error\"[10m]))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"billing\", job=\"migration\"}[10m]))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"billing\", job=\"migration\"} | json | level = \"error\"[10m]))))) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "V_migration_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_migration_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time({service=\"billing\", job=\"migration\"}[10m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "N_migration_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "SV"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "label_replace(vector(1), \"service\", \"billing\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "SV"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "P_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_migration_errors < 1e99) * ($N_migration_errors < 1e99) * ($N_migration_errors >= 1)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_migration_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_migration_errors * (($V_migration_errors > 0) + ($V_migration_errors > 5))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_migration_errors"
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
        expression    = "(($G_migration_errors == 2)) > 0"
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
        expression    = "0 * $SV"
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
        expression    = "VETO"
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
      group_by        = ["grafana_folder", "alertname", "service", "version"]
      group_wait      = "1s"
      group_interval  = "30s"
      repeat_interval = "1h"
    }
  }

  rule {
    uid                             = "rr-blue-green-migration-veto_me-e7dbebc2"
    name                            = "Billing, blue and green: veto by metrics alone (billing)"
    condition                       = "FIRES"
    for                             = "30s"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "KeepLast"
    exec_err_state                  = "KeepLast"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "498666593bd1d7c9"
      release_risk_model       = "blue-green-migration"
      release_risk_rule        = "veto"
      severity                 = "critical"
    }
    annotations = {
      __dashboardUid__ = "rr-blue-green-migration-service"
      __panelId__      = "1"
      action           = "ask"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g/min vs usual %.3g/min (n=%.3g)\" .V_invoices.Value .M_invoices.Value .N_invoices.Value)}}{{end}}{{define \"c2\"}}{{template \"rr\" (printf \"%.3g s\" .V_replication_lag.Value)}}, {{if eq .G_replication_lag.Value 1.0}}yellow above 5{{else}}red above 30{{end}}{{end}}{{if $values.VE}}{{$k0 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k0 = \"no baseline yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k0 = \"n=0, needs 50\"}}{{else if lt $values.N_error_rate.Value 50.0}}{{$k0 = printf \"n=%.3g, needs 50\" $values.N_error_rate.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_invoices.Value 0.0}}{{if ge $values.V_invoices.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_invoices.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.D_invoices.Value 1e99}}{{$k1 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_invoices.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_invoices.Value 0.0}}{{$k1 = \"n=0, needs 10\"}}{{else if lt $values.N_invoices.Value 10.0}}{{$k1 = printf \"n=%.3g, needs 10\" $values.N_invoices.Value}}{{else if eq $values.M_invoices.Value 0.0}}{{$k1 = \"usually 0, so it cannot fall\"}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k2 := \"\"}}{{if eq $values.P_replication_lag.Value 0.0}}{{if ge $values.V_replication_lag.Value 1e99}}{{$k2 = \"no data\"}}{{else}}{{$k2 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_invoices.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}invoices {{template \"c1\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_replication_lag.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}replication lag {{template \"c2\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1 $k2}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"invoices\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"invoices\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"replication lag\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"replication lag\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else}}No critical signal of this rule is red{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      runbook_url      = "https://runbooks.example.com/billing/blue-green"
      summary          = "{{if $labels.service}}{{$labels.service}}{{with $labels.version}} {{.}}{{end}}: {{end}}release risk {{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
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
        expr          = "(((sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m]))) > -1e99 < 1e99) or (((sum by (service) (increase(http_requests_total{service=\"billing\"}[2m]))) > 0 < 1e99) * 0 unless (sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m]))))) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "((sum by (service) (increase(http_requests_total{service=\"billing\"}[2m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "(avg_over_time((((sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m]))) > -1e99 < 1e99) or (((sum by (service) (increase(http_requests_total{service=\"billing\"}[2m]))) > 0 < 1e99) * 0 unless (sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m])))))[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
      ref_id         = "V_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((60 * sum by (service) (rate(invoices_created_total{service=\"billing\"}[10m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time(up{service=\"billing\"}[10m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(avg_over_time(((60 * sum by (service) (rate(invoices_created_total{service=\"billing\"}[10m]))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(stddev_over_time(((60 * sum by (service) (rate(invoices_created_total{service=\"billing\"}[10m]))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_replication_lag"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (pg_replication_lag_seconds{service=\"billing\"})) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_replication_lag"
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
        expr          = "bottomk by (service) (1, min by (service, version, previous_version) (((time() - max by (service, version) (traffic_switched_timestamp_seconds)) > -1e99 < 1e99))) or on (service) label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "label_replace(vector(1), \"service\", \"billing\", \"\", \"\")"
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
      ref_id         = "E_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$M_invoices - $V_invoices"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "3 * $D_invoices"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_invoices * ($S1_invoices >= $S2_invoices) + $S2_invoices * ($S1_invoices < $S2_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S4_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.8 * abs($M_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S4_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S3_invoices * ($S3_invoices <= $S4_invoices) + $S4_invoices * ($S3_invoices > $S4_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_invoices < 1e99) * ($M_invoices < 1e99) * ($D_invoices < 1e99) * ($N_invoices < 1e99) * ($N_invoices >= 10) * ($S_invoices > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_invoices * (($E_invoices > 0.5 * $S_invoices) + ($E_invoices > $S_invoices))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_replication_lag < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_replication_lag"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_replication_lag * (($V_replication_lag > 5) + ($V_replication_lag > 30))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_replication_lag"
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
        expression    = "(($G_error_rate == 2) + ($G_invoices == 2) + ($G_replication_lag == 2)) > 0"
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
        expression    = "(1 - $P_error_rate) + (1 - $P_invoices) + (1 - $P_replication_lag)"
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
      group_by        = ["grafana_folder", "alertname", "service", "version"]
      group_wait      = "1s"
      group_interval  = "30s"
      repeat_interval = "1h"
    }
  }

  rule {
    uid                             = "rr-blue-green-migration-review_0c95c7ec"
    name                            = "Billing, blue and green: release needs a look (billing)"
    condition                       = "FIRES"
    for                             = "0s"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "NoData"
    exec_err_state                  = "Error"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "498666593bd1d7c9"
      release_risk_model       = "blue-green-migration"
      release_risk_rule        = "review"
      severity                 = "warning"
    }
    annotations = {
      __dashboardUid__ = "rr-blue-green-migration-service"
      __panelId__      = "1"
      action           = "observe"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_latency.Value .M_latency.Value .N_latency.Value)}}{{end}}{{define \"c2\"}}{{template \"rr\" (printf \"%.3g/min vs usual %.3g/min (n=%.3g)\" .V_invoices.Value .M_invoices.Value .N_invoices.Value)}}{{end}}{{define \"c3\"}}{{template \"rr\" (printf \"%.3g s\" .V_replication_lag.Value)}}, {{if eq .G_replication_lag.Value 1.0}}yellow above 5{{else}}red above 30{{end}}{{end}}{{define \"c4\"}}{{template \"rr\" (printf \"%.3g connections\" .V_lock_waits.Value)}}, {{if eq .G_lock_waits.Value 1.0}}yellow above 5{{else}}red above 20{{end}}{{end}}{{define \"c5\"}}{{template \"rr\" (printf \"%.3g errors (n=%.3g)\" .V_migration_errors.Value .N_migration_errors.Value)}}, {{if eq .G_migration_errors.Value 1.0}}yellow above 0{{else}}red above 5{{end}}{{end}}{{if $values.R}}{{$k0 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k0 = \"no baseline yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k0 = \"n=0, needs 50\"}}{{else if lt $values.N_error_rate.Value 50.0}}{{$k0 = printf \"n=%.3g, needs 50\" $values.N_error_rate.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_latency.Value 0.0}}{{if ge $values.V_latency.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_latency.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.D_latency.Value 1e99}}{{$k1 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_latency.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_latency.Value 0.0}}{{$k1 = \"n=0, needs 100\"}}{{else if lt $values.N_latency.Value 100.0}}{{$k1 = printf \"n=%.3g, needs 100\" $values.N_latency.Value}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k2 := \"\"}}{{if eq $values.P_invoices.Value 0.0}}{{if ge $values.V_invoices.Value 1e99}}{{$k2 = \"no data\"}}{{else if ge $values.M_invoices.Value 1e99}}{{$k2 = \"no baseline yet\"}}{{else if ge $values.D_invoices.Value 1e99}}{{$k2 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_invoices.Value 1e99}}{{$k2 = \"number of samples unknown\"}}{{else if eq $values.N_invoices.Value 0.0}}{{$k2 = \"n=0, needs 10\"}}{{else if lt $values.N_invoices.Value 10.0}}{{$k2 = printf \"n=%.3g, needs 10\" $values.N_invoices.Value}}{{else if eq $values.M_invoices.Value 0.0}}{{$k2 = \"usually 0, so it cannot fall\"}}{{else}}{{$k2 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k3 := \"\"}}{{if eq $values.P_replication_lag.Value 0.0}}{{if ge $values.V_replication_lag.Value 1e99}}{{$k3 = \"no data\"}}{{else}}{{$k3 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k4 := \"\"}}{{if eq $values.P_lock_waits.Value 0.0}}{{if ge $values.V_lock_waits.Value 1e99}}{{$k4 = \"no data\"}}{{else}}{{$k4 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k5 := \"\"}}{{if eq $values.P_migration_errors.Value 0.0}}{{if ge $values.V_migration_errors.Value 1e99}}{{$k5 = \"no data\"}}{{else if ge $values.N_migration_errors.Value 1e99}}{{$k5 = \"number of samples unknown\"}}{{else if eq $values.N_migration_errors.Value 0.0}}{{$k5 = \"n=0, needs 1\"}}{{else if lt $values.N_migration_errors.Value 1.0}}{{$k5 = printf \"n=%.3g, needs 1\" $values.N_migration_errors.Value}}{{else}}{{$k5 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_invoices.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}invoices {{template \"c2\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_replication_lag.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}replication lag {{template \"c3\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_migration_errors.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}migration errors {{template \"c5\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1 $k2 $k3 $k4 $k5}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p99\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p99\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"invoices\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"invoices\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"replication lag\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"replication lag\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"waiting for locks\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"waiting for locks\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"migration errors\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"migration errors\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else if gt $values.IN.Value 0.0}}Cannot tell: {{if or $k0 $k1 $k2 $k3}}{{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p99\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p99\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"invoices\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"invoices\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"replication lag\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"replication lag\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} missing ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} missing ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} missing ({{template \"rr\" $v}}){{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{else}}only {{template \"rr\" (printf \"%.3g%%\" $values.WP.Value)}} of the weight has readings, 60% needed{{if or $k0 $k1 $k2 $k3 $k4 $k5}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p99\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p99\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"invoices\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"invoices\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"replication lag\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"replication lag\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"waiting for locks\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"waiting for locks\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"migration errors\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"migration errors\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{end}}{{else}}{{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c0\" $values}} adds 0.60{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Latency p99 {{template \"c1\" $values}} adds 0.40{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_invoices.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Invoices {{template \"c2\" $values}} adds 0.40{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c0\" $values}} adds 0.30{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_replication_lag.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Replication lag {{template \"c3\" $values}}, adds 0.30{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Latency p99 {{template \"c1\" $values}} adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_invoices.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Invoices {{template \"c2\" $values}} adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_lock_waits.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Waiting for locks {{template \"c4\" $values}}, adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_replication_lag.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Replication lag {{template \"c3\" $values}}, adds 0.15{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_lock_waits.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Waiting for locks {{template \"c4\" $values}}, adds 0.10{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_migration_errors.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Migration errors {{template \"c5\" $values}}, adds 0.10{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_migration_errors.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Migration errors {{template \"c5\" $values}}, adds 0.05{{end}}{{$n = print $n \"x\"}}{{end}}{{if not $n}}{{$b := 0.0}}{{$s := 0.0}}{{$t := \"\"}}{{$p := \"\"}}{{if not $k0}}{{if or (not $p) (gt $values.U_error_rate.Value $b)}}{{$b = $values.U_error_rate.Value}}{{$s = $values.UP_error_rate.Value}}{{$t = \"Error rate\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k1}}{{if or (not $p) (gt $values.U_latency.Value $b)}}{{$b = $values.U_latency.Value}}{{$s = $values.UP_latency.Value}}{{$t = \"Latency p99\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k2}}{{if or (not $p) (gt $values.U_invoices.Value $b)}}{{$b = $values.U_invoices.Value}}{{$s = $values.UP_invoices.Value}}{{$t = \"Invoices\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k3}}{{if or (not $p) (gt $values.U_replication_lag.Value $b)}}{{$b = $values.U_replication_lag.Value}}{{$s = $values.UP_replication_lag.Value}}{{$t = \"Replication lag\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k4}}{{if or (not $p) (gt $values.U_lock_waits.Value $b)}}{{$b = $values.U_lock_waits.Value}}{{$s = $values.UP_lock_waits.Value}}{{$t = \"Waiting for locks\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k5}}{{if or (not $p) (gt $values.U_migration_errors.Value $b)}}{{$b = $values.U_migration_errors.Value}}{{$s = $values.UP_migration_errors.Value}}{{$t = \"Migration errors\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $p}}No signal has a reading{{else}}{{if eq (len $p) 6}}All 6{{else}}{{len $p}} of 6{{end}} signals calm; closest: {{$t}} at {{if gt $s 0.0}}{{printf \"%.0f\" $s}}{{else}}0{{end}}% of its headroom{{end}}{{end}}{{if or $k4 $k5}}; counted as green: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k4}}{{if not $n}}{{$t = \"waiting for locks\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"waiting for locks\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"migration errors\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"migration errors\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      coverage         = "{{if $values.R}}{{printf \"%.0f%%\" $values.WP.Value}}{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      risk_score       = "{{if $values.R}}{{printf \"%.2f\" $values.R.Value}}{{end}}"
      runbook_url      = "https://runbooks.example.com/billing/blue-green"
      summary          = "{{if $labels.service}}{{$labels.service}}{{with $labels.version}} {{.}}{{end}}: {{end}}release risk {{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
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
        expr          = "(((sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m]))) > -1e99 < 1e99) or (((sum by (service) (increase(http_requests_total{service=\"billing\"}[2m]))) > 0 < 1e99) * 0 unless (sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m]))))) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "((sum by (service) (increase(http_requests_total{service=\"billing\"}[2m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "(avg_over_time((((sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m]))) > -1e99 < 1e99) or (((sum by (service) (increase(http_requests_total{service=\"billing\"}[2m]))) > 0 < 1e99) * 0 unless (sum by (service) (rate(http_requests_total{service=\"billing\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{service=\"billing\"}[2m])))))[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
      ref_id         = "V_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((1000 * histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket{service=\"billing\"}[2m])))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "((sum by (service) (increase(http_request_duration_seconds_count{service=\"billing\"}[2m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "(avg_over_time(((1000 * histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket{service=\"billing\"}[2m])))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "(stddev_over_time(((1000 * histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket{service=\"billing\"}[2m])))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
      ref_id         = "V_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((60 * sum by (service) (rate(invoices_created_total{service=\"billing\"}[10m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time(up{service=\"billing\"}[10m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(avg_over_time(((60 * sum by (service) (rate(invoices_created_total{service=\"billing\"}[10m]))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_invoices"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "(stddev_over_time(((60 * sum by (service) (rate(invoices_created_total{service=\"billing\"}[10m]))) > -1e99 < 1e99)[7d:5m] @ 1767225600) and on (service) label_replace(vector(1), \"service\", \"billing\", \"\", \"\")) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_invoices"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_replication_lag"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (pg_replication_lag_seconds{service=\"billing\"})) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_replication_lag"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_lock_waits"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (pg_stat_activity_count{service=\"billing\", wait_event_type=\"Lock\"})) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_lock_waits"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_migration_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "(((sum by (service) (count_over_time({service=\"billing\", job=\"migration\"} | json | level = \"error\"[10m]))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"billing\", job=\"migration\"}[10m]))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"billing\", job=\"migration\"} | json | level = \"error\"[10m]))))) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "V_migration_errors"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_migration_errors"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time({service=\"billing\", job=\"migration\"}[10m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "N_migration_errors"
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
        expr          = "bottomk by (service) (1, min by (service, version, previous_version) (((time() - max by (service, version) (traffic_switched_timestamp_seconds)) > -1e99 < 1e99))) or on (service) label_replace(vector(1e100), \"service\", \"billing\", \"\", \"\")"
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
        expr          = "label_replace(vector(1), \"service\", \"billing\", \"\", \"\")"
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
        expression    = "4 * $D_latency"
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
        expression    = "$S1_latency * ($S1_latency >= 150) + 150 * ($S1_latency < 150)"
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
        expression    = "0.5 * abs($M_latency)"
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
        expression    = "($V_latency < 1e99) * ($M_latency < 1e99) * ($D_latency < 1e99) * ($N_latency < 1e99) * ($N_latency >= 100) * ($S_latency > 0)"
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
      ref_id         = "E_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$M_invoices - $V_invoices"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "3 * $D_invoices"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_invoices * ($S1_invoices >= $S2_invoices) + $S2_invoices * ($S1_invoices < $S2_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S4_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.8 * abs($M_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S4_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S3_invoices * ($S3_invoices <= $S4_invoices) + $S4_invoices * ($S3_invoices > $S4_invoices)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_invoices < 1e99) * ($M_invoices < 1e99) * ($D_invoices < 1e99) * ($N_invoices < 1e99) * ($N_invoices >= 10) * ($S_invoices > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_invoices * (($E_invoices > 0.5 * $S_invoices) + ($E_invoices > $S_invoices))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_replication_lag < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_replication_lag"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_replication_lag * (($V_replication_lag > 5) + ($V_replication_lag > 30))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_replication_lag"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_lock_waits"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_lock_waits < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_lock_waits"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_lock_waits"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_lock_waits * (($V_lock_waits > 5) + ($V_lock_waits > 20))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_lock_waits"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_migration_errors < 1e99) * ($N_migration_errors < 1e99) * ($N_migration_errors >= 1)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_migration_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_migration_errors * (($V_migration_errors > 0) + ($V_migration_errors > 5))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_migration_errors"
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
        expression    = "30 * $G_error_rate + 20 * $G_latency + 20 * $G_invoices + 15 * $G_replication_lag + 10 * $G_lock_waits + 5 * $G_migration_errors"
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
      ref_id         = "R"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$NU / 100 * $SV"
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
        expression    = "(30 * $P_error_rate + 20 * $P_latency + 20 * $P_invoices + 15 * $P_replication_lag + 10 * $P_lock_waits + 5 * $P_migration_errors) / 100"
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
        expression    = "(($G_error_rate == 2) + ($G_invoices == 2) + ($G_replication_lag == 2) + ($G_migration_errors == 2)) > 0"
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
        expression    = "(($G_error_rate == 2) + ($G_latency == 2) + ($G_invoices == 2) + ($G_replication_lag == 2) + ($G_lock_waits == 2) + ($G_migration_errors == 2)) > 0"
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
        expression    = "((1 - $P_error_rate) + (1 - $P_latency) + (1 - $P_invoices) + (1 - $P_replication_lag) + ($W < 0.6)) > 0"
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
      ref_id         = "U_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_invoices / ($S_invoices + ($S_invoices == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_invoices"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_invoices"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_invoices"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_replication_lag - 5) / 25"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_replication_lag"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_replication_lag"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_replication_lag"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_replication_lag"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_lock_waits"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_lock_waits - 5) / 15"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_lock_waits"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_lock_waits"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_lock_waits"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_lock_waits"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_migration_errors - 0) / 5"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_migration_errors"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_migration_errors"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_migration_errors"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_migration_errors"
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
      contact_point   = "billing-team"
      group_by        = ["grafana_folder", "alertname", "service", "version"]
      group_wait      = "1s"
      group_interval  = "1m"
      repeat_interval = "4h"
    }
  }
}
