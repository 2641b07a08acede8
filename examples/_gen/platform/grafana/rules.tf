resource "grafana_rule_group" "release_risk_platform" {
  name             = "Release risk platform"
  folder_uid       = "release-risk"
  interval_seconds = 30

  rule {
    uid                             = "rr-platform-act"
    name                            = "Platform services: High release risk"
    condition                       = "FIRES"
    for                             = "2m"
    keep_firing_for                 = "10m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "KeepLast"
    exec_err_state                  = "KeepLast"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "15817a7119bd797d"
      release_risk_model       = "platform"
      release_risk_rule        = "act"
      severity                 = "critical"
    }
    annotations = {
      __dashboardUid__ = "rr-platform-service"
      __panelId__      = "1"
      action           = "ask"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_latency.Value .M_latency.Value .N_latency.Value)}}{{end}}{{define \"c2\"}}{{template \"rr\" (printf \"%.3g/s vs usual %.3g/s (n=%.3g)\" .V_traffic.Value .M_traffic.Value .N_traffic.Value)}}{{end}}{{define \"c3\"}}{{template \"rr\" (printf \"%.3g%%\" .VS_saturation.Value)}}, {{if eq .G_saturation.Value 1.0}}yellow above 75%%{{else}}red above 90%%{{end}}{{end}}{{define \"c4\"}}{{template \"rr\" (printf \"%.3g\" .V_restarts.Value)}}, {{if eq .G_restarts.Value 1.0}}yellow above 1{{else}}red above 3{{end}}{{end}}{{if $values.R}}{{$k0 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k0 = \"no baseline yet\"}}{{else if ge $values.D_error_rate.Value 1e99}}{{$k0 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k0 = \"n=0, needs 50\"}}{{else if lt $values.N_error_rate.Value 50.0}}{{$k0 = printf \"n=%.3g, needs 50\" $values.N_error_rate.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_latency.Value 0.0}}{{if ge $values.V_latency.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_latency.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.D_latency.Value 1e99}}{{$k1 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_latency.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_latency.Value 0.0}}{{$k1 = \"n=0, needs 50\"}}{{else if lt $values.N_latency.Value 50.0}}{{$k1 = printf \"n=%.3g, needs 50\" $values.N_latency.Value}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k2 := \"\"}}{{if eq $values.P_traffic.Value 0.0}}{{if ge $values.V_traffic.Value 1e99}}{{$k2 = \"no data\"}}{{else if ge $values.M_traffic.Value 1e99}}{{$k2 = \"no baseline yet\"}}{{else if ge $values.D_traffic.Value 1e99}}{{$k2 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_traffic.Value 1e99}}{{$k2 = \"number of samples unknown\"}}{{else if eq $values.N_traffic.Value 0.0}}{{$k2 = \"n=0, needs 2\"}}{{else if lt $values.N_traffic.Value 2.0}}{{$k2 = printf \"n=%.3g, needs 2\" $values.N_traffic.Value}}{{else if eq $values.M_traffic.Value 0.0}}{{$k2 = \"usually 0, so it cannot fall\"}}{{else}}{{$k2 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k3 := \"\"}}{{if eq $values.P_saturation.Value 0.0}}{{if ge $values.V_saturation.Value 1e99}}{{$k3 = \"no data\"}}{{else}}{{$k3 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k4 := \"\"}}{{if eq $values.P_restarts.Value 0.0}}{{if ge $values.V_restarts.Value 1e99}}{{$k4 = \"no data\"}}{{else}}{{$k4 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1 $k2 $k3 $k4}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"requests\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"requests\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"restarts\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"restarts\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else if gt $values.IN.Value 0.0}}Cannot tell: {{if or $k0 $k1 $k2 $k3}}{{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"requests\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"requests\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} missing ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} missing ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} missing ({{template \"rr\" $v}}){{end}}{{if not (and $k0 $k1 $k2 $k3 $k4)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{else}}only {{template \"rr\" (printf \"%.3g%%\" $values.WP.Value)}} of the weight has readings, 60% needed{{if or $k0 $k1 $k2 $k3 $k4}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"requests\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"requests\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"restarts\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"restarts\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{if not (and $k0 $k1 $k2 $k3 $k4)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{end}}{{else}}{{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c0\" $values}} adds {{printf \"%.2f\" $values.T_error_rate.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Latency p95 {{template \"c1\" $values}} adds {{printf \"%.2f\" $values.T_latency.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_traffic.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Requests {{template \"c2\" $values}} adds {{printf \"%.2f\" $values.T_traffic.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c0\" $values}} adds {{printf \"%.2f\" $values.T_error_rate.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Latency p95 {{template \"c1\" $values}} adds {{printf \"%.2f\" $values.T_latency.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_traffic.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Requests {{template \"c2\" $values}} adds {{printf \"%.2f\" $values.T_traffic.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_saturation.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CPU {{template \"c3\" $values}}, adds {{printf \"%.2f\" $values.T_saturation.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_restarts.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Restarts {{template \"c4\" $values}}, adds {{printf \"%.2f\" $values.T_restarts.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_saturation.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CPU {{template \"c3\" $values}}, adds {{printf \"%.2f\" $values.T_saturation.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_restarts.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Restarts {{template \"c4\" $values}}, adds {{printf \"%.2f\" $values.T_restarts.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if not $n}}{{$b := 0.0}}{{$s := 0.0}}{{$t := \"\"}}{{$p := \"\"}}{{if not $k0}}{{if or (not $p) (gt $values.U_error_rate.Value $b)}}{{$b = $values.U_error_rate.Value}}{{$s = $values.UP_error_rate.Value}}{{$t = \"Error rate\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k1}}{{if or (not $p) (gt $values.U_latency.Value $b)}}{{$b = $values.U_latency.Value}}{{$s = $values.UP_latency.Value}}{{$t = \"Latency p95\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k2}}{{if or (not $p) (gt $values.U_traffic.Value $b)}}{{$b = $values.U_traffic.Value}}{{$s = $values.UP_traffic.Value}}{{$t = \"Requests\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k3}}{{if or (not $p) (gt $values.U_saturation.Value $b)}}{{$b = $values.U_saturation.Value}}{{$s = $values.UP_saturation.Value}}{{$t = \"CPU\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k4}}{{if or (not $p) (gt $values.U_restarts.Value $b)}}{{$b = $values.U_restarts.Value}}{{$s = $values.UP_restarts.Value}}{{$t = \"Restarts\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $p}}No signal has a reading{{else}}{{if eq (len $p) 5}}All 5{{else}}{{len $p}} of 5{{end}} signals calm; closest: {{$t}} at {{if gt $s 0.0}}{{printf \"%.0f\" $s}}{{else}}0{{end}}% of its headroom{{end}}{{end}}{{if or $k4}}; not counted: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k4}}{{if not $n}}{{$t = \"restarts\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"restarts\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      coverage         = "{{if $values.R}}{{printf \"%.0f%%\" $values.WP.Value}}{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      risk_score       = "{{if $values.R}}{{printf \"%.2f\" $values.R.Value}}{{end}}"
      runbook_url      = "https://runbooks.example.com/platform/release"
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
        expr          = "(((sum by (service) (rate(http_requests_total{tier=\"platform\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (((sum by (service) (increase(http_requests_total{tier=\"platform\"}[2m]))) > 0 < 1e99) * 0 unless (sum by (service) (rate(http_requests_total{tier=\"platform\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{tier=\"platform\"}[2m]))))) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((sum by (service) (increase(http_requests_total{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((max by (service) (release_risk_baseline_mean{model=\"platform\", signal=\"error_rate\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
      ref_id         = "D_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (release_risk_baseline_deviation{model=\"platform\", signal=\"error_rate\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_error_rate"
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
        expr          = "((1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket{tier=\"platform\"}[2m])))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((sum by (service) (increase(http_request_duration_seconds_count{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((max by (service) (release_risk_baseline_mean{model=\"platform\", signal=\"latency\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((max by (service) (release_risk_baseline_deviation{model=\"platform\", signal=\"latency\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
      ref_id         = "V_traffic"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (rate(http_requests_total{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_traffic"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_traffic"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time(up{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_traffic"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_traffic"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (release_risk_baseline_mean{model=\"platform\", signal=\"traffic\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_traffic"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_traffic"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (release_risk_baseline_deviation{model=\"platform\", signal=\"traffic\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_traffic"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_saturation"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (rate(process_cpu_seconds_total{tier=\"platform\"}[2m]) / on (service, instance) service_cpu_limit_cores)) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_saturation"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_restarts"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (changes(process_start_time_seconds{tier=\"platform\"}[10m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_restarts"
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
        expr          = "bottomk by (service) (1, min by (service, version, previous_version) (((time() - max by (service, version) (service_deployed_timestamp_seconds{tier=\"platform\"})) > -1e99 < 1e99))) or on (service) (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "(label_replace(vector(1), \"service\", \"first\", \"\", \"\") or label_replace(vector(1), \"service\", \"second\", \"\", \"\"))"
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
      ref_id         = "S1_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "4 * $D_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_error_rate"
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
        expression    = "$S1_error_rate * ($S1_error_rate >= 0.02) + 0.02 * ($S1_error_rate < 0.02)"
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
        expression    = "($V_error_rate < 1e99) * ($M_error_rate < 1e99) * ($D_error_rate < 1e99) * ($N_error_rate < 1e99) * ($N_error_rate >= 50) * ($S_error_rate > 0)"
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
        expression    = "$S1_latency * ($S1_latency >= 50) + 50 * ($S1_latency < 50)"
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
        expression    = "0.3 * abs($M_latency)"
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
      ref_id         = "E_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$M_traffic - $V_traffic"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "4 * $D_traffic"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_traffic)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_traffic * ($S1_traffic >= $S2_traffic) + $S2_traffic * ($S1_traffic < $S2_traffic)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S4_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.8 * abs($M_traffic)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S4_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S3_traffic * ($S3_traffic <= $S4_traffic) + $S4_traffic * ($S3_traffic > $S4_traffic)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_traffic < 1e99) * ($M_traffic < 1e99) * ($D_traffic < 1e99) * ($N_traffic < 1e99) * ($N_traffic >= 2) * ($S_traffic > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_traffic * (($E_traffic > 0.5 * $S_traffic) + ($E_traffic > $S_traffic))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_saturation < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_saturation * (($V_saturation > 0.75) + ($V_saturation > 0.9))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_restarts < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_restarts"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_restarts * (($V_restarts > 1) + ($V_restarts > 3))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_restarts"
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
        expression    = "30 * $G_error_rate + 30 * $G_latency + 20 * $G_traffic + 10 * $G_saturation + 10 * $G_restarts"
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
        expression    = "90 + 10 * $P_restarts"
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
        expression    = "(30 * $P_error_rate + 30 * $P_latency + 20 * $P_traffic + 10 * $P_saturation + 10 * $P_restarts) / 100"
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
        expression    = "(($G_error_rate == 2)) > 0"
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
        expression    = "((1 - $P_error_rate) + (1 - $P_latency) + (1 - $P_traffic) + (1 - $P_saturation) + ($W < 0.6)) > 0"
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
      ref_id         = "T_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "30 * $G_error_rate / ($DE + ($DE == 0))"
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
        expression    = "30 * $G_latency / ($DE + ($DE == 0))"
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
      ref_id         = "U_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_traffic / ($S_traffic + ($S_traffic == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_traffic"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "20 * $G_traffic / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_saturation - 0.75) / 0.15000000000000002"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_saturation"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_saturation"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "10 * $G_saturation / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_restarts - 1) / 2"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_restarts"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_restarts"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_restarts"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "10 * $G_restarts / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_restarts"
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
    uid                             = "rr-platform-review"
    name                            = "Platform services: release needs a look"
    condition                       = "FIRES"
    for                             = "0s"
    keep_firing_for                 = "10m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "NoData"
    exec_err_state                  = "Error"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "15817a7119bd797d"
      release_risk_model       = "platform"
      release_risk_rule        = "review"
      severity                 = "warning"
    }
    annotations = {
      __dashboardUid__ = "rr-platform-service"
      __panelId__      = "1"
      action           = "observe"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_latency.Value .M_latency.Value .N_latency.Value)}}{{end}}{{define \"c2\"}}{{template \"rr\" (printf \"%.3g/s vs usual %.3g/s (n=%.3g)\" .V_traffic.Value .M_traffic.Value .N_traffic.Value)}}{{end}}{{define \"c3\"}}{{template \"rr\" (printf \"%.3g%%\" .VS_saturation.Value)}}, {{if eq .G_saturation.Value 1.0}}yellow above 75%%{{else}}red above 90%%{{end}}{{end}}{{define \"c4\"}}{{template \"rr\" (printf \"%.3g\" .V_restarts.Value)}}, {{if eq .G_restarts.Value 1.0}}yellow above 1{{else}}red above 3{{end}}{{end}}{{if $values.R}}{{$k0 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k0 = \"no baseline yet\"}}{{else if ge $values.D_error_rate.Value 1e99}}{{$k0 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k0 = \"n=0, needs 50\"}}{{else if lt $values.N_error_rate.Value 50.0}}{{$k0 = printf \"n=%.3g, needs 50\" $values.N_error_rate.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_latency.Value 0.0}}{{if ge $values.V_latency.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_latency.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.D_latency.Value 1e99}}{{$k1 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_latency.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_latency.Value 0.0}}{{$k1 = \"n=0, needs 50\"}}{{else if lt $values.N_latency.Value 50.0}}{{$k1 = printf \"n=%.3g, needs 50\" $values.N_latency.Value}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k2 := \"\"}}{{if eq $values.P_traffic.Value 0.0}}{{if ge $values.V_traffic.Value 1e99}}{{$k2 = \"no data\"}}{{else if ge $values.M_traffic.Value 1e99}}{{$k2 = \"no baseline yet\"}}{{else if ge $values.D_traffic.Value 1e99}}{{$k2 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_traffic.Value 1e99}}{{$k2 = \"number of samples unknown\"}}{{else if eq $values.N_traffic.Value 0.0}}{{$k2 = \"n=0, needs 2\"}}{{else if lt $values.N_traffic.Value 2.0}}{{$k2 = printf \"n=%.3g, needs 2\" $values.N_traffic.Value}}{{else if eq $values.M_traffic.Value 0.0}}{{$k2 = \"usually 0, so it cannot fall\"}}{{else}}{{$k2 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k3 := \"\"}}{{if eq $values.P_saturation.Value 0.0}}{{if ge $values.V_saturation.Value 1e99}}{{$k3 = \"no data\"}}{{else}}{{$k3 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k4 := \"\"}}{{if eq $values.P_restarts.Value 0.0}}{{if ge $values.V_restarts.Value 1e99}}{{$k4 = \"no data\"}}{{else}}{{$k4 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1 $k2 $k3 $k4}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"requests\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"requests\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"restarts\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"restarts\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else if gt $values.IN.Value 0.0}}Cannot tell: {{if or $k0 $k1 $k2 $k3}}{{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"requests\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"requests\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} missing ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} missing ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} missing ({{template \"rr\" $v}}){{end}}{{if not (and $k0 $k1 $k2 $k3 $k4)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{else}}only {{template \"rr\" (printf \"%.3g%%\" $values.WP.Value)}} of the weight has readings, 60% needed{{if or $k0 $k1 $k2 $k3 $k4}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"latency p95\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"latency p95\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"requests\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"requests\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"restarts\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"restarts\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{if not (and $k0 $k1 $k2 $k3 $k4)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{end}}{{else}}{{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c0\" $values}} adds {{printf \"%.2f\" $values.T_error_rate.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Latency p95 {{template \"c1\" $values}} adds {{printf \"%.2f\" $values.T_latency.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_traffic.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Requests {{template \"c2\" $values}} adds {{printf \"%.2f\" $values.T_traffic.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c0\" $values}} adds {{printf \"%.2f\" $values.T_error_rate.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_latency.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Latency p95 {{template \"c1\" $values}} adds {{printf \"%.2f\" $values.T_latency.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_traffic.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Requests {{template \"c2\" $values}} adds {{printf \"%.2f\" $values.T_traffic.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_saturation.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CPU {{template \"c3\" $values}}, adds {{printf \"%.2f\" $values.T_saturation.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_restarts.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Restarts {{template \"c4\" $values}}, adds {{printf \"%.2f\" $values.T_restarts.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_saturation.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CPU {{template \"c3\" $values}}, adds {{printf \"%.2f\" $values.T_saturation.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_restarts.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Restarts {{template \"c4\" $values}}, adds {{printf \"%.2f\" $values.T_restarts.Value}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if not $n}}{{$b := 0.0}}{{$s := 0.0}}{{$t := \"\"}}{{$p := \"\"}}{{if not $k0}}{{if or (not $p) (gt $values.U_error_rate.Value $b)}}{{$b = $values.U_error_rate.Value}}{{$s = $values.UP_error_rate.Value}}{{$t = \"Error rate\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k1}}{{if or (not $p) (gt $values.U_latency.Value $b)}}{{$b = $values.U_latency.Value}}{{$s = $values.UP_latency.Value}}{{$t = \"Latency p95\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k2}}{{if or (not $p) (gt $values.U_traffic.Value $b)}}{{$b = $values.U_traffic.Value}}{{$s = $values.UP_traffic.Value}}{{$t = \"Requests\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k3}}{{if or (not $p) (gt $values.U_saturation.Value $b)}}{{$b = $values.U_saturation.Value}}{{$s = $values.UP_saturation.Value}}{{$t = \"CPU\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k4}}{{if or (not $p) (gt $values.U_restarts.Value $b)}}{{$b = $values.U_restarts.Value}}{{$s = $values.UP_restarts.Value}}{{$t = \"Restarts\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $p}}No signal has a reading{{else}}{{if eq (len $p) 5}}All 5{{else}}{{len $p}} of 5{{end}} signals calm; closest: {{$t}} at {{if gt $s 0.0}}{{printf \"%.0f\" $s}}{{else}}0{{end}}% of its headroom{{end}}{{end}}{{if or $k4}}; not counted: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k4}}{{if not $n}}{{$t = \"restarts\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"restarts\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      coverage         = "{{if $values.R}}{{printf \"%.0f%%\" $values.WP.Value}}{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      risk_score       = "{{if $values.R}}{{printf \"%.2f\" $values.R.Value}}{{end}}"
      runbook_url      = "https://runbooks.example.com/platform/release"
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
        expr          = "(((sum by (service) (rate(http_requests_total{tier=\"platform\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (((sum by (service) (increase(http_requests_total{tier=\"platform\"}[2m]))) > 0 < 1e99) * 0 unless (sum by (service) (rate(http_requests_total{tier=\"platform\", code=~\"5..\"}[2m])) / sum by (service) (rate(http_requests_total{tier=\"platform\"}[2m]))))) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((sum by (service) (increase(http_requests_total{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((max by (service) (release_risk_baseline_mean{model=\"platform\", signal=\"error_rate\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
      ref_id         = "D_error_rate"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (release_risk_baseline_deviation{model=\"platform\", signal=\"error_rate\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_error_rate"
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
        expr          = "((1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket{tier=\"platform\"}[2m])))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((sum by (service) (increase(http_request_duration_seconds_count{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((max by (service) (release_risk_baseline_mean{model=\"platform\", signal=\"latency\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "((max by (service) (release_risk_baseline_deviation{model=\"platform\", signal=\"latency\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
      ref_id         = "V_traffic"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (rate(http_requests_total{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_traffic"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_traffic"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time(up{tier=\"platform\"}[2m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_traffic"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_traffic"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (release_risk_baseline_mean{model=\"platform\", signal=\"traffic\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_traffic"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_traffic"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (release_risk_baseline_deviation{model=\"platform\", signal=\"traffic\"})) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_traffic"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_saturation"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (rate(process_cpu_seconds_total{tier=\"platform\"}[2m]) / on (service, instance) service_cpu_limit_cores)) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_saturation"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_restarts"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (changes(process_start_time_seconds{tier=\"platform\"}[10m]))) > -1e99 < 1e99) or (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_restarts"
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
        expr          = "bottomk by (service) (1, min by (service, version, previous_version) (((time() - max by (service, version) (service_deployed_timestamp_seconds{tier=\"platform\"})) > -1e99 < 1e99))) or on (service) (label_replace(vector(1e100), \"service\", \"first\", \"\", \"\") or label_replace(vector(1e100), \"service\", \"second\", \"\", \"\"))"
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
        expr          = "(label_replace(vector(1), \"service\", \"first\", \"\", \"\") or label_replace(vector(1), \"service\", \"second\", \"\", \"\"))"
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
      ref_id         = "S1_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "4 * $D_error_rate"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_error_rate"
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
        expression    = "$S1_error_rate * ($S1_error_rate >= 0.02) + 0.02 * ($S1_error_rate < 0.02)"
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
        expression    = "($V_error_rate < 1e99) * ($M_error_rate < 1e99) * ($D_error_rate < 1e99) * ($N_error_rate < 1e99) * ($N_error_rate >= 50) * ($S_error_rate > 0)"
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
        expression    = "$S1_latency * ($S1_latency >= 50) + 50 * ($S1_latency < 50)"
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
        expression    = "0.3 * abs($M_latency)"
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
      ref_id         = "E_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$M_traffic - $V_traffic"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "4 * $D_traffic"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_traffic)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_traffic * ($S1_traffic >= $S2_traffic) + $S2_traffic * ($S1_traffic < $S2_traffic)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S4_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.8 * abs($M_traffic)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S4_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S3_traffic * ($S3_traffic <= $S4_traffic) + $S4_traffic * ($S3_traffic > $S4_traffic)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_traffic < 1e99) * ($M_traffic < 1e99) * ($D_traffic < 1e99) * ($N_traffic < 1e99) * ($N_traffic >= 2) * ($S_traffic > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_traffic * (($E_traffic > 0.5 * $S_traffic) + ($E_traffic > $S_traffic))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_saturation < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_saturation * (($V_saturation > 0.75) + ($V_saturation > 0.9))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_restarts < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_restarts"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_restarts * (($V_restarts > 1) + ($V_restarts > 3))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_restarts"
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
        expression    = "30 * $G_error_rate + 30 * $G_latency + 20 * $G_traffic + 10 * $G_saturation + 10 * $G_restarts"
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
        expression    = "90 + 10 * $P_restarts"
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
        expression    = "(30 * $P_error_rate + 30 * $P_latency + 20 * $P_traffic + 10 * $P_saturation + 10 * $P_restarts) / 100"
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
        expression    = "(($G_error_rate == 2)) > 0"
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
        expression    = "(($G_error_rate == 2) + ($G_latency == 2) + ($G_traffic == 2) + ($G_saturation == 2) + ($G_restarts == 2)) > 0"
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
        expression    = "((1 - $P_error_rate) + (1 - $P_latency) + (1 - $P_traffic) + (1 - $P_saturation) + ($W < 0.6)) > 0"
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
      ref_id         = "T_error_rate"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "30 * $G_error_rate / ($DE + ($DE == 0))"
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
        expression    = "30 * $G_latency / ($DE + ($DE == 0))"
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
      ref_id         = "U_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_traffic / ($S_traffic + ($S_traffic == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_traffic"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_traffic"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "20 * $G_traffic / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_traffic"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_saturation - 0.75) / 0.15000000000000002"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_saturation"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_saturation"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_saturation"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "10 * $G_saturation / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_saturation"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_restarts - 1) / 2"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_restarts"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_restarts"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_restarts"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "T_restarts"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "10 * $G_restarts / ($DE + ($DE == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "T_restarts"
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
      contact_point   = "platform-reliability"
      group_by        = ["grafana_folder", "alertname", "service", "version"]
      group_wait      = "1s"
      group_interval  = "1m"
      repeat_interval = "4h"
    }
  }
}
