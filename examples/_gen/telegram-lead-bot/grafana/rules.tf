resource "grafana_rule_group" "release_risk_telegram_lead_bot" {
  name             = "Release risk telegram-lead-bot"
  folder_uid       = "release-risk"
  interval_seconds = 30

  rule {
    uid                             = "rr-telegram-lead-bot-act"
    name                            = "Telegram lead bot: High release risk"
    condition                       = "FIRES"
    for                             = "30s"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "KeepLast"
    exec_err_state                  = "KeepLast"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "08a3f3b2fada5aea"
      release_risk_model       = "telegram-lead-bot"
      release_risk_rule        = "act"
      severity                 = "critical"
    }
    annotations = {
      __dashboardUid__ = "rr-telegram-lead-bot-service"
      __panelId__      = "1"
      action           = "ask"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_api_latency.Value .M_api_latency.Value .N_api_latency.Value)}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{define \"c2\"}}{{template \"rr\" (printf \"%.3g/min vs usual %.3g/min (n=%.3g)\" .V_message_volume.Value .M_message_volume.Value .N_message_volume.Value)}}{{end}}{{define \"c3\"}}{{template \"rr\" (printf \"%.3g%%\" .VS_cpu_memory.Value)}}, {{if eq .G_cpu_memory.Value 1.0}}yellow above 75%%{{else}}red above 90%%{{end}}{{end}}{{define \"c4\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_database.Value .M_database.Value .N_database.Value)}}{{end}}{{define \"c5\"}}{{template \"rr\" (printf \"%.3g leads\" .V_crm_gap.Value)}}, {{if eq .G_crm_gap.Value 1.0}}yellow above 3{{else}}red above 5{{end}}{{end}}{{if $values.R}}{{$k0 := \"\"}}{{if eq $values.P_api_latency.Value 0.0}}{{if ge $values.V_api_latency.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.M_api_latency.Value 1e99}}{{$k0 = \"no baseline yet\"}}{{else if ge $values.D_api_latency.Value 1e99}}{{$k0 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_api_latency.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_api_latency.Value 0.0}}{{$k0 = \"n=0, needs 20\"}}{{else if lt $values.N_api_latency.Value 20.0}}{{$k0 = printf \"n=%.3g, needs 20\" $values.N_api_latency.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k1 = \"n=0, needs 20\"}}{{else if lt $values.N_error_rate.Value 20.0}}{{$k1 = printf \"n=%.3g, needs 20\" $values.N_error_rate.Value}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k2 := \"\"}}{{if eq $values.P_message_volume.Value 0.0}}{{if ge $values.V_message_volume.Value 1e99}}{{$k2 = \"no data\"}}{{else if ge $values.M_message_volume.Value 1e99}}{{$k2 = \"no baseline yet\"}}{{else if ge $values.D_message_volume.Value 1e99}}{{$k2 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_message_volume.Value 1e99}}{{$k2 = \"number of samples unknown\"}}{{else if eq $values.N_message_volume.Value 0.0}}{{$k2 = \"n=0, needs 3\"}}{{else if lt $values.N_message_volume.Value 3.0}}{{$k2 = printf \"n=%.3g, needs 3\" $values.N_message_volume.Value}}{{else if eq $values.M_message_volume.Value 0.0}}{{$k2 = \"usually 0, so it cannot fall\"}}{{else}}{{$k2 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k3 := \"\"}}{{if eq $values.P_cpu_memory.Value 0.0}}{{if ge $values.V_cpu_memory.Value 1e99}}{{$k3 = \"no data\"}}{{else}}{{$k3 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k4 := \"\"}}{{if eq $values.P_database.Value 0.0}}{{if ge $values.V_database.Value 1e99}}{{$k4 = \"no data\"}}{{else if ge $values.M_database.Value 1e99}}{{$k4 = \"no baseline yet\"}}{{else if ge $values.D_database.Value 1e99}}{{$k4 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_database.Value 1e99}}{{$k4 = \"number of samples unknown\"}}{{else if eq $values.N_database.Value 0.0}}{{$k4 = \"n=0, needs 20\"}}{{else if lt $values.N_database.Value 20.0}}{{$k4 = printf \"n=%.3g, needs 20\" $values.N_database.Value}}{{else}}{{$k4 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k5 := \"\"}}{{if eq $values.P_crm_gap.Value 0.0}}{{if ge $values.V_crm_gap.Value 1e99}}{{$k5 = \"no data\"}}{{else}}{{$k5 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c1\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_message_volume.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}message volume {{template \"c2\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_crm_gap.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CRM sync gap {{template \"c5\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1 $k2 $k3 $k4 $k5}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"message volume\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"message volume\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU and memory\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU and memory\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database p95\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database p95\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"CRM sync gap\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"CRM sync gap\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else if gt $values.IN.Value 0.0}}Cannot tell: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"message volume\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"message volume\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU and memory\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU and memory\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database p95\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database p95\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"CRM sync gap\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"CRM sync gap\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} missing ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} missing ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} missing ({{template \"rr\" $v}}){{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{else}}{{$n := \"\"}}{{if eq $values.G_api_latency.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}API latency p95 {{template \"c0\" $values}} adds 0.60{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c1\" $values}} adds 0.60{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_message_volume.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Message volume {{template \"c2\" $values}} adds 0.40{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_api_latency.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}API latency p95 {{template \"c0\" $values}} adds 0.30{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c1\" $values}} adds 0.30{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_message_volume.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Message volume {{template \"c2\" $values}} adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_cpu_memory.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CPU and memory {{template \"c3\" $values}}, adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_database.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Database p95 {{template \"c4\" $values}} adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_cpu_memory.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CPU and memory {{template \"c3\" $values}}, adds 0.10{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_database.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Database p95 {{template \"c4\" $values}} adds 0.10{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_crm_gap.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CRM sync gap {{template \"c5\" $values}}, a veto when red{{end}}{{$n = print $n \"x\"}}{{end}}{{if not $n}}{{$b := 0.0}}{{$s := 0.0}}{{$t := \"\"}}{{$p := \"\"}}{{if not $k0}}{{if or (not $p) (gt $values.U_api_latency.Value $b)}}{{$b = $values.U_api_latency.Value}}{{$s = $values.UP_api_latency.Value}}{{$t = \"API latency p95\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k1}}{{if or (not $p) (gt $values.U_error_rate.Value $b)}}{{$b = $values.U_error_rate.Value}}{{$s = $values.UP_error_rate.Value}}{{$t = \"Error rate\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k2}}{{if or (not $p) (gt $values.U_message_volume.Value $b)}}{{$b = $values.U_message_volume.Value}}{{$s = $values.UP_message_volume.Value}}{{$t = \"Message volume\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k3}}{{if or (not $p) (gt $values.U_cpu_memory.Value $b)}}{{$b = $values.U_cpu_memory.Value}}{{$s = $values.UP_cpu_memory.Value}}{{$t = \"CPU and memory\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k4}}{{if or (not $p) (gt $values.U_database.Value $b)}}{{$b = $values.U_database.Value}}{{$s = $values.UP_database.Value}}{{$t = \"Database p95\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k5}}{{if or (not $p) (gt $values.U_crm_gap.Value $b)}}{{$b = $values.U_crm_gap.Value}}{{$s = $values.UP_crm_gap.Value}}{{$t = \"CRM sync gap\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $p}}No signal has a reading{{else}}{{if eq (len $p) 6}}All 6{{else}}{{len $p}} of 6{{end}} signals calm; closest: {{$t}} at {{if gt $s 0.0}}{{printf \"%.0f\" $s}}{{else}}0{{end}}% of its headroom{{end}}{{end}}{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      coverage         = "{{if $values.R}}{{printf \"%.0f%%\" $values.WP.Value}}{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      risk_score       = "{{if $values.R}}{{printf \"%.2f\" $values.R.Value}}{{end}}"
      runbook_url      = "https://runbooks.example.com/lead-bot/release"
      summary          = "{{if $labels.service}}{{$labels.service}}{{with $labels.version}} {{.}}{{end}}: {{end}}release risk {{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
    }

    data {
      ref_id         = "V_api_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket{component=\"api\"}[2m])))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_api_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_api_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (increase(http_request_duration_seconds_count{component=\"api\"}[2m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_api_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_api_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket{component=\"api\"}[2m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_api_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_api_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "stddev_over_time(((1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket{component=\"api\"}[2m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_api_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_error_rate"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "(((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m])) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m])) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))))) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "V_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_error_rate"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "N_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_error_rate"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "avg by (service) ((label_replace((((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 7d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 7d))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 7d))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 7d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 7d))))), \"release_risk_week\", \"1\", \"\", \"\") or label_replace((((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 14d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 14d))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 14d))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 14d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 14d))))), \"release_risk_week\", \"2\", \"\", \"\"))) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "M_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((60 * sum by (service) (rate(bot_messages_total[1m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time(up{component=\"bot\"}[1m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((60 * sum by (service) (rate(bot_messages_total[1m]))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "stddev_over_time(((60 * sum by (service) (rate(bot_messages_total[1m]))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_cpu_memory"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (label_replace(rate(process_cpu_seconds_total[1m]) / on (service, component) app_cpu_limit_cores, \"resource\", \"cpu\", \"\", \"\") or label_replace(process_resident_memory_bytes / on (service, component) app_memory_limit_bytes, \"resource\", \"memory\", \"\", \"\"))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_cpu_memory"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_database"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((1000 * histogram_quantile(0.95, sum by (service, le) (rate(db_query_duration_seconds_bucket[2m])))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_database"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_database"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (increase(db_query_duration_seconds_count[2m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_database"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_database"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((1000 * histogram_quantile(0.95, sum by (service, le) (rate(db_query_duration_seconds_bucket[2m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_database"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_database"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "stddev_over_time(((1000 * histogram_quantile(0.95, sum by (service, le) (rate(db_query_duration_seconds_bucket[2m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_database"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_crm_gap"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (crm_sync_gap_leads)) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_crm_gap"
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
        expr          = "bottomk by (service) (1, min by (service, version, previous_version) (((time() - max by (service, version) (app_deployed_timestamp_seconds)) > -1e99 < 1e99))) or on (service) label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
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
        expr          = "label_replace(vector(1), \"service\", \"lead-bot\", \"\", \"\")"
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
      ref_id         = "E_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_api_latency - $M_api_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "3 * $D_api_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_api_latency * ($S1_api_latency >= 40) + 40 * ($S1_api_latency < 40)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.3 * abs($M_api_latency)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S2_api_latency * ($S2_api_latency >= $S3_api_latency) + $S3_api_latency * ($S2_api_latency < $S3_api_latency)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_api_latency < 1e99) * ($M_api_latency < 1e99) * ($D_api_latency < 1e99) * ($N_api_latency < 1e99) * ($N_api_latency >= 20) * ($S_api_latency > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_api_latency * (($E_api_latency > 0.5 * $S_api_latency) + ($E_api_latency > $S_api_latency))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_api_latency"
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
        expression    = "0.05 + 0 * $M_error_rate"
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
        expression    = "($V_error_rate < 1e99) * ($M_error_rate < 1e99) * ($N_error_rate < 1e99) * ($N_error_rate >= 20) * ($S_error_rate > 0)"
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
      ref_id         = "E_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$M_message_volume - $V_message_volume"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "4 * $D_message_volume"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_message_volume * ($S1_message_volume >= $S2_message_volume) + $S2_message_volume * ($S1_message_volume < $S2_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S4_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.8 * abs($M_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S4_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S3_message_volume * ($S3_message_volume <= $S4_message_volume) + $S4_message_volume * ($S3_message_volume > $S4_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_message_volume < 1e99) * ($M_message_volume < 1e99) * ($D_message_volume < 1e99) * ($N_message_volume < 1e99) * ($N_message_volume >= 3) * ($S_message_volume > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_message_volume * (($E_message_volume > 0.5 * $S_message_volume) + ($E_message_volume > $S_message_volume))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_cpu_memory < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_cpu_memory * (($V_cpu_memory > 0.75) + ($V_cpu_memory > 0.9))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_database - $M_database"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "3 * $D_database"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_database * ($S1_database >= 10) + 10 * ($S1_database < 10)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_database)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S2_database * ($S2_database >= $S3_database) + $S3_database * ($S2_database < $S3_database)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_database < 1e99) * ($M_database < 1e99) * ($D_database < 1e99) * ($N_database < 1e99) * ($N_database >= 20) * ($S_database > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_database * (($E_database > 0.5 * $S_database) + ($E_database > $S_database))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_crm_gap < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_crm_gap"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_crm_gap * (($V_crm_gap > 3) + ($V_crm_gap > 5))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_crm_gap"
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
        expression    = "30 * $G_api_latency + 30 * $G_error_rate + 20 * $G_message_volume + 10 * $G_cpu_memory + 10 * $G_database"
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
        expression    = "(30 * $P_api_latency + 30 * $P_error_rate + 20 * $P_message_volume + 10 * $P_cpu_memory + 10 * $P_database) / 100"
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
        expression    = "(($G_error_rate == 2) + ($G_message_volume == 2) + ($G_crm_gap == 2)) > 0"
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
        expression    = "((1 - $P_api_latency) + (1 - $P_error_rate) + (1 - $P_message_volume) + (1 - $P_cpu_memory) + (1 - $P_database) + (1 - $P_crm_gap) + ($W < 0.5)) > 0"
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
      ref_id         = "U_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_api_latency / ($S_api_latency + ($S_api_latency == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_api_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_api_latency"
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
      ref_id         = "U_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_message_volume / ($S_message_volume + ($S_message_volume == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_message_volume"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_cpu_memory - 0.75) / 0.15000000000000002"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_cpu_memory"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_cpu_memory"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_database / ($S_database + ($S_database == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_database"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_crm_gap - 3) / 2"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_crm_gap"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_crm_gap"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_crm_gap"
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
    uid                             = "rr-telegram-lead-bot-veto_logs"
    name                            = "Telegram lead bot: veto by logs alone"
    condition                       = "FIRES"
    for                             = "30s"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "KeepLast"
    exec_err_state                  = "KeepLast"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "08a3f3b2fada5aea"
      release_risk_model       = "telegram-lead-bot"
      release_risk_rule        = "veto"
      severity                 = "critical"
    }
    annotations = {
      __dashboardUid__ = "rr-telegram-lead-bot-service"
      __panelId__      = "1"
      action           = "ask"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{if $values.VE}}{{$k0 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k0 = \"no baseline yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k0 = \"n=0, needs 20\"}}{{else if lt $values.N_error_rate.Value 20.0}}{{$k0 = printf \"n=%.3g, needs 20\" $values.N_error_rate.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else}}No critical signal of this rule is red{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@"
      runbook_url      = "https://runbooks.example.com/lead-bot/release"
      summary          = "{{if $labels.service}}{{$labels.service}}: {{end}}release risk {{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
    }

    data {
      ref_id         = "V_error_rate"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "(((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m])) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m])) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))))) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "V_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_error_rate"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "N_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_error_rate"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "avg by (service) ((label_replace((((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 7d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 7d))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 7d))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 7d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 7d))))), \"release_risk_week\", \"1\", \"\", \"\") or label_replace((((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 14d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 14d))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 14d))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 14d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 14d))))), \"release_risk_week\", \"2\", \"\", \"\"))) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "M_error_rate"
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
        expr          = "label_replace(vector(1), \"service\", \"lead-bot\", \"\", \"\")"
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
        expression    = "0.05 + 0 * $M_error_rate"
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
        expression    = "($V_error_rate < 1e99) * ($M_error_rate < 1e99) * ($N_error_rate < 1e99) * ($N_error_rate >= 20) * ($S_error_rate > 0)"
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
      ref_id         = "MC"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "(1 - $P_error_rate)"
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
    uid                             = "rr-telegram-lead-bot-veto_metrics"
    name                            = "Telegram lead bot: veto by metrics alone"
    condition                       = "FIRES"
    for                             = "30s"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "KeepLast"
    exec_err_state                  = "KeepLast"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "08a3f3b2fada5aea"
      release_risk_model       = "telegram-lead-bot"
      release_risk_rule        = "veto"
      severity                 = "critical"
    }
    annotations = {
      __dashboardUid__ = "rr-telegram-lead-bot-service"
      __panelId__      = "1"
      action           = "ask"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g/min vs usual %.3g/min (n=%.3g)\" .V_message_volume.Value .M_message_volume.Value .N_message_volume.Value)}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g leads\" .V_crm_gap.Value)}}, {{if eq .G_crm_gap.Value 1.0}}yellow above 3{{else}}red above 5{{end}}{{end}}{{if $values.VE}}{{$k0 := \"\"}}{{if eq $values.P_message_volume.Value 0.0}}{{if ge $values.V_message_volume.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.M_message_volume.Value 1e99}}{{$k0 = \"no baseline yet\"}}{{else if ge $values.D_message_volume.Value 1e99}}{{$k0 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_message_volume.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_message_volume.Value 0.0}}{{$k0 = \"n=0, needs 3\"}}{{else if lt $values.N_message_volume.Value 3.0}}{{$k0 = printf \"n=%.3g, needs 3\" $values.N_message_volume.Value}}{{else if eq $values.M_message_volume.Value 0.0}}{{$k0 = \"usually 0, so it cannot fall\"}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_crm_gap.Value 0.0}}{{if ge $values.V_crm_gap.Value 1e99}}{{$k1 = \"no data\"}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_message_volume.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}message volume {{template \"c0\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_crm_gap.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CRM sync gap {{template \"c1\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"message volume\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"message volume\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"CRM sync gap\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"CRM sync gap\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else}}No critical signal of this rule is red{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      runbook_url      = "https://runbooks.example.com/lead-bot/release"
      summary          = "{{if $labels.service}}{{$labels.service}}{{with $labels.version}} {{.}}{{end}}: {{end}}release risk {{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.VE}}{{if gt $values.VE.Value 0.0}}High{{else}}NotEvaluated{{end}}{{else}}NotEvaluated{{end}}"
    }

    data {
      ref_id         = "V_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((60 * sum by (service) (rate(bot_messages_total[1m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time(up{component=\"bot\"}[1m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((60 * sum by (service) (rate(bot_messages_total[1m]))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "stddev_over_time(((60 * sum by (service) (rate(bot_messages_total[1m]))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_crm_gap"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (crm_sync_gap_leads)) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_crm_gap"
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
        expr          = "bottomk by (service) (1, min by (service, version, previous_version) (((time() - max by (service, version) (app_deployed_timestamp_seconds)) > -1e99 < 1e99))) or on (service) label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
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
        expr          = "label_replace(vector(1), \"service\", \"lead-bot\", \"\", \"\")"
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
      ref_id         = "E_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$M_message_volume - $V_message_volume"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "4 * $D_message_volume"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_message_volume * ($S1_message_volume >= $S2_message_volume) + $S2_message_volume * ($S1_message_volume < $S2_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S4_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.8 * abs($M_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S4_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S3_message_volume * ($S3_message_volume <= $S4_message_volume) + $S4_message_volume * ($S3_message_volume > $S4_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_message_volume < 1e99) * ($M_message_volume < 1e99) * ($D_message_volume < 1e99) * ($N_message_volume < 1e99) * ($N_message_volume >= 3) * ($S_message_volume > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_message_volume * (($E_message_volume > 0.5 * $S_message_volume) + ($E_message_volume > $S_message_volume))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_crm_gap < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_crm_gap"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_crm_gap * (($V_crm_gap > 3) + ($V_crm_gap > 5))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_crm_gap"
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
        expression    = "(($G_message_volume == 2) + ($G_crm_gap == 2)) > 0"
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
        expression    = "(1 - $P_message_volume) + (1 - $P_crm_gap)"
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
    uid                             = "rr-telegram-lead-bot-review"
    name                            = "Telegram lead bot: release needs a look"
    condition                       = "FIRES"
    for                             = "0s"
    keep_firing_for                 = "5m"
    missing_series_evals_to_resolve = 3
    no_data_state                   = "NoData"
    exec_err_state                  = "Error"
    is_paused                       = false
    labels = {
      release_risk_fingerprint = "08a3f3b2fada5aea"
      release_risk_model       = "telegram-lead-bot"
      release_risk_rule        = "review"
      severity                 = "warning"
    }
    annotations = {
      __dashboardUid__ = "rr-telegram-lead-bot-service"
      __panelId__      = "1"
      action           = "observe"
      cause            = "{{define \"rr\"}}{{if match `e[+-]|-0` .}}{{. | reReplaceAll `(^|[^.\\d])(\\d)e\\+` `$${1}$${2}.00e+` | reReplaceAll `(\\d)\\.(\\d)e\\+` `$${1}.$${2}0e+` | reReplaceAll `(\\d)\\.(\\d\\d)e\\+(\\d+)` `$${1}$${2}e$${3};` | reReplaceAll `(\\d)(?:\\.(\\d+))?e-(\\d+)` `0.e$${3}:$${1}$${2}` | reReplaceAll `e3(\\d\\d[;:])` `~~~~~~~~~~e2$${1}` | reReplaceAll `e2(\\d\\d[;:])` `~~~~~~~~~~e1$${1}` | reReplaceAll `e1(\\d\\d[;:])` `~~~~~~~~~~e$${1}` | reReplaceAll `e9(\\d[;:])` `~e8$${1}` | reReplaceAll `e8(\\d[;:])` `~e7$${1}` | reReplaceAll `e7(\\d[;:])` `~e6$${1}` | reReplaceAll `e6(\\d[;:])` `~e5$${1}` | reReplaceAll `e5(\\d[;:])` `~e4$${1}` | reReplaceAll `e4(\\d[;:])` `~e3$${1}` | reReplaceAll `e3(\\d[;:])` `~e2$${1}` | reReplaceAll `e2(\\d[;:])` `~e1$${1}` | reReplaceAll `e1(\\d[;:])` `~e0$${1}` | reReplaceAll `e09([;:])` `0e08$${1}` | reReplaceAll `e08([;:])` `0e07$${1}` | reReplaceAll `e07([;:])` `0e06$${1}` | reReplaceAll `e06([;:])` `0e05$${1}` | reReplaceAll `e05([;:])` `0e04$${1}` | reReplaceAll `e04([;:])` `0e03$${1}` | reReplaceAll `e03([;:])` `0e02$${1}` | reReplaceAll `e02([;:])` `0e01$${1}` | reReplaceAll `e01([;:])` `0e00$${1}` | reReplaceAll `~` `0000000000` | reReplaceAll `00e00;` `` | reReplaceAll `0e00:` `` | reReplaceAll `-0([^.\\d]|$)` `0$${1}`}}{{else}}{{.}}{{end}}{{end}}{{define \"c0\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_api_latency.Value .M_api_latency.Value .N_api_latency.Value)}}{{end}}{{define \"c1\"}}{{template \"rr\" (printf \"%.3g%% vs usual %.3g%% (n=%.3g)\" .VS_error_rate.Value .MS_error_rate.Value .N_error_rate.Value)}}{{end}}{{define \"c2\"}}{{template \"rr\" (printf \"%.3g/min vs usual %.3g/min (n=%.3g)\" .V_message_volume.Value .M_message_volume.Value .N_message_volume.Value)}}{{end}}{{define \"c3\"}}{{template \"rr\" (printf \"%.3g%%\" .VS_cpu_memory.Value)}}, {{if eq .G_cpu_memory.Value 1.0}}yellow above 75%%{{else}}red above 90%%{{end}}{{end}}{{define \"c4\"}}{{template \"rr\" (printf \"%.3g ms vs usual %.3g ms (n=%.3g)\" .V_database.Value .M_database.Value .N_database.Value)}}{{end}}{{define \"c5\"}}{{template \"rr\" (printf \"%.3g leads\" .V_crm_gap.Value)}}, {{if eq .G_crm_gap.Value 1.0}}yellow above 3{{else}}red above 5{{end}}{{end}}{{if $values.R}}{{$k0 := \"\"}}{{if eq $values.P_api_latency.Value 0.0}}{{if ge $values.V_api_latency.Value 1e99}}{{$k0 = \"no data\"}}{{else if ge $values.M_api_latency.Value 1e99}}{{$k0 = \"no baseline yet\"}}{{else if ge $values.D_api_latency.Value 1e99}}{{$k0 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_api_latency.Value 1e99}}{{$k0 = \"number of samples unknown\"}}{{else if eq $values.N_api_latency.Value 0.0}}{{$k0 = \"n=0, needs 20\"}}{{else if lt $values.N_api_latency.Value 20.0}}{{$k0 = printf \"n=%.3g, needs 20\" $values.N_api_latency.Value}}{{else}}{{$k0 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k1 := \"\"}}{{if eq $values.P_error_rate.Value 0.0}}{{if ge $values.V_error_rate.Value 1e99}}{{$k1 = \"no data\"}}{{else if ge $values.M_error_rate.Value 1e99}}{{$k1 = \"no baseline yet\"}}{{else if ge $values.N_error_rate.Value 1e99}}{{$k1 = \"number of samples unknown\"}}{{else if eq $values.N_error_rate.Value 0.0}}{{$k1 = \"n=0, needs 20\"}}{{else if lt $values.N_error_rate.Value 20.0}}{{$k1 = printf \"n=%.3g, needs 20\" $values.N_error_rate.Value}}{{else}}{{$k1 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k2 := \"\"}}{{if eq $values.P_message_volume.Value 0.0}}{{if ge $values.V_message_volume.Value 1e99}}{{$k2 = \"no data\"}}{{else if ge $values.M_message_volume.Value 1e99}}{{$k2 = \"no baseline yet\"}}{{else if ge $values.D_message_volume.Value 1e99}}{{$k2 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_message_volume.Value 1e99}}{{$k2 = \"number of samples unknown\"}}{{else if eq $values.N_message_volume.Value 0.0}}{{$k2 = \"n=0, needs 3\"}}{{else if lt $values.N_message_volume.Value 3.0}}{{$k2 = printf \"n=%.3g, needs 3\" $values.N_message_volume.Value}}{{else if eq $values.M_message_volume.Value 0.0}}{{$k2 = \"usually 0, so it cannot fall\"}}{{else}}{{$k2 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k3 := \"\"}}{{if eq $values.P_cpu_memory.Value 0.0}}{{if ge $values.V_cpu_memory.Value 1e99}}{{$k3 = \"no data\"}}{{else}}{{$k3 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k4 := \"\"}}{{if eq $values.P_database.Value 0.0}}{{if ge $values.V_database.Value 1e99}}{{$k4 = \"no data\"}}{{else if ge $values.M_database.Value 1e99}}{{$k4 = \"no baseline yet\"}}{{else if ge $values.D_database.Value 1e99}}{{$k4 = \"its baseline has no deviation yet\"}}{{else if ge $values.N_database.Value 1e99}}{{$k4 = \"number of samples unknown\"}}{{else if eq $values.N_database.Value 0.0}}{{$k4 = \"n=0, needs 20\"}}{{else if lt $values.N_database.Value 20.0}}{{$k4 = printf \"n=%.3g, needs 20\" $values.N_database.Value}}{{else}}{{$k4 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{$k5 := \"\"}}{{if eq $values.P_crm_gap.Value 0.0}}{{if ge $values.V_crm_gap.Value 1e99}}{{$k5 = \"no data\"}}{{else}}{{$k5 = \"flat zero baseline without a floor\"}}{{end}}{{end}}{{if gt $values.VE.Value 0.0}}Veto: {{$n := \"\"}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}error rate {{template \"c1\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_message_volume.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}message volume {{template \"c2\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_crm_gap.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CRM sync gap {{template \"c5\" $values}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if gt (len $n) 2}}; and {{len (slice $n 2)}} more{{end}}{{if or $k0 $k1 $k2 $k3 $k4 $k5}}; missing: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"message volume\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"message volume\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU and memory\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU and memory\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database p95\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database p95\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"CRM sync gap\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"CRM sync gap\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} ({{template \"rr\" $v}}){{end}}{{end}}{{else if gt $values.IN.Value 0.0}}Cannot tell: {{$n := \"\"}}{{$t := \"\"}}{{$u := \"\"}}{{$v := \"\"}}{{$w := \"\"}}{{$s := true}}{{if $k0}}{{if not $n}}{{$t = \"API latency p95\"}}{{$v = $k0}}{{else if not $u}}{{$u = \"API latency p95\"}}{{$w = $k0}}{{end}}{{if ne $k0 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k1}}{{if not $n}}{{$t = \"error rate\"}}{{$v = $k1}}{{else if not $u}}{{$u = \"error rate\"}}{{$w = $k1}}{{end}}{{if ne $k1 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k2}}{{if not $n}}{{$t = \"message volume\"}}{{$v = $k2}}{{else if not $u}}{{$u = \"message volume\"}}{{$w = $k2}}{{end}}{{if ne $k2 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k3}}{{if not $n}}{{$t = \"CPU and memory\"}}{{$v = $k3}}{{else if not $u}}{{$u = \"CPU and memory\"}}{{$w = $k3}}{{end}}{{if ne $k3 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k4}}{{if not $n}}{{$t = \"database p95\"}}{{$v = $k4}}{{else if not $u}}{{$u = \"database p95\"}}{{$w = $k4}}{{end}}{{if ne $k4 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{if $k5}}{{if not $n}}{{$t = \"CRM sync gap\"}}{{$v = $k5}}{{else if not $u}}{{$u = \"CRM sync gap\"}}{{$w = $k5}}{{end}}{{if ne $k5 $v}}{{$s = false}}{{end}}{{$n = print $n \"x\"}}{{end}}{{$t}}{{if not $s}} missing ({{template \"rr\" $v}}){{end}}{{if $u}}{{if gt (len $n) 2}}, {{else}} and {{end}}{{$u}}{{if not $s}} missing ({{template \"rr\" $w}}){{end}}{{end}}{{if gt (len $n) 2}} and {{len (slice $n 2)}} more{{end}}{{if $s}} missing ({{template \"rr\" $v}}){{end}}{{if not (and $k0 $k1 $k2 $k3 $k4 $k5)}}; the rest scores {{printf \"%.2f\" $values.R.Value}}{{end}}{{else}}{{$n := \"\"}}{{if eq $values.G_api_latency.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}API latency p95 {{template \"c0\" $values}} adds 0.60{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c1\" $values}} adds 0.60{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_message_volume.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Message volume {{template \"c2\" $values}} adds 0.40{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_api_latency.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}API latency p95 {{template \"c0\" $values}} adds 0.30{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_error_rate.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Error rate {{template \"c1\" $values}} adds 0.30{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_message_volume.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Message volume {{template \"c2\" $values}} adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_cpu_memory.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CPU and memory {{template \"c3\" $values}}, adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_database.Value 2.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Database p95 {{template \"c4\" $values}} adds 0.20{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_cpu_memory.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CPU and memory {{template \"c3\" $values}}, adds 0.10{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_database.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}Database p95 {{template \"c4\" $values}} adds 0.10{{end}}{{$n = print $n \"x\"}}{{end}}{{if eq $values.G_crm_gap.Value 1.0}}{{if lt (len $n) 2}}{{if $n}}; {{end}}CRM sync gap {{template \"c5\" $values}}, a veto when red{{end}}{{$n = print $n \"x\"}}{{end}}{{if not $n}}{{$b := 0.0}}{{$s := 0.0}}{{$t := \"\"}}{{$p := \"\"}}{{if not $k0}}{{if or (not $p) (gt $values.U_api_latency.Value $b)}}{{$b = $values.U_api_latency.Value}}{{$s = $values.UP_api_latency.Value}}{{$t = \"API latency p95\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k1}}{{if or (not $p) (gt $values.U_error_rate.Value $b)}}{{$b = $values.U_error_rate.Value}}{{$s = $values.UP_error_rate.Value}}{{$t = \"Error rate\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k2}}{{if or (not $p) (gt $values.U_message_volume.Value $b)}}{{$b = $values.U_message_volume.Value}}{{$s = $values.UP_message_volume.Value}}{{$t = \"Message volume\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k3}}{{if or (not $p) (gt $values.U_cpu_memory.Value $b)}}{{$b = $values.U_cpu_memory.Value}}{{$s = $values.UP_cpu_memory.Value}}{{$t = \"CPU and memory\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k4}}{{if or (not $p) (gt $values.U_database.Value $b)}}{{$b = $values.U_database.Value}}{{$s = $values.UP_database.Value}}{{$t = \"Database p95\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $k5}}{{if or (not $p) (gt $values.U_crm_gap.Value $b)}}{{$b = $values.U_crm_gap.Value}}{{$s = $values.UP_crm_gap.Value}}{{$t = \"CRM sync gap\"}}{{end}}{{$p = print $p \"x\"}}{{end}}{{if not $p}}No signal has a reading{{else}}{{if eq (len $p) 6}}All 6{{else}}{{len $p}} of 6{{end}} signals calm; closest: {{$t}} at {{if gt $s 0.0}}{{printf \"%.0f\" $s}}{{else}}0{{end}}% of its headroom{{end}}{{end}}{{end}}{{else}}Not evaluated: Grafana could not run the queries of this rule{{end}}"
      coverage         = "{{if $values.R}}{{printf \"%.0f%%\" $values.WP.Value}}{{end}}"
      idempotency_key  = "{{with $labels.service}}{{urlquery .}}{{end}}@{{with $labels.version}}{{urlquery .}}{{end}}"
      risk_score       = "{{if $values.R}}{{printf \"%.2f\" $values.R.Value}}{{end}}"
      runbook_url      = "https://runbooks.example.com/lead-bot/release"
      summary          = "{{if $labels.service}}{{$labels.service}}{{with $labels.version}} {{.}}{{end}}: {{end}}release risk {{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
      verdict          = "{{if $values.R}}{{if gt $values.VE.Value 0.0}}High{{else if gt $values.IN.Value 0.0}}Inconclusive{{else if gt $values.R.Value 1.5}}High{{else if gt $values.R.Value 0.5}}Medium{{else}}Low{{end}}{{else}}NotEvaluated{{end}}"
    }

    data {
      ref_id         = "V_api_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket{component=\"api\"}[2m])))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_api_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_api_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (increase(http_request_duration_seconds_count{component=\"api\"}[2m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_api_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_api_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket{component=\"api\"}[2m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_api_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_api_latency"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "stddev_over_time(((1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket{component=\"api\"}[2m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_api_latency"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_error_rate"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "(((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m])) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m])) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))))) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "V_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_error_rate"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "N_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_error_rate"
      query_type     = "instant"
      datasource_uid = "logs"
      model = jsonencode({
        datasource = {
          type = "loki"
          uid  = "logs"
        }
        editorMode    = "code"
        expr          = "avg by (service) ((label_replace((((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 7d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 7d))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 7d))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 7d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 7d))))), \"release_risk_week\", \"1\", \"\", \"\") or label_replace((((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 14d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 14d))) > -1e99 < 1e99) or (((sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 14d))) > 0 < 1e99) * 0 unless (sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"} | json | status >= 400[1m] offset 14d)) / sum by (service) (count_over_time({service=\"lead-bot\", kind=\"request\"}[1m] offset 14d))))), \"release_risk_week\", \"2\", \"\", \"\"))) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        intervalMs    = 1000
        maxDataPoints = 43200
        queryType     = "instant"
        refId         = "M_error_rate"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((60 * sum by (service) (rate(bot_messages_total[1m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (count_over_time(up{component=\"bot\"}[1m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((60 * sum by (service) (rate(bot_messages_total[1m]))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_message_volume"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "stddev_over_time(((60 * sum by (service) (rate(bot_messages_total[1m]))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_message_volume"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_cpu_memory"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (label_replace(rate(process_cpu_seconds_total[1m]) / on (service, component) app_cpu_limit_cores, \"resource\", \"cpu\", \"\", \"\") or label_replace(process_resident_memory_bytes / on (service, component) app_memory_limit_bytes, \"resource\", \"memory\", \"\", \"\"))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_cpu_memory"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_database"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((1000 * histogram_quantile(0.95, sum by (service, le) (rate(db_query_duration_seconds_bucket[2m])))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_database"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "N_database"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((sum by (service) (increase(db_query_duration_seconds_count[2m]))) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "N_database"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "M_database"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "avg_over_time(((1000 * histogram_quantile(0.95, sum by (service, le) (rate(db_query_duration_seconds_bucket[2m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "M_database"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "D_database"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "stddev_over_time(((1000 * histogram_quantile(0.95, sum by (service, le) (rate(db_query_duration_seconds_bucket[2m])))) > -1e99 < 1e99)[7d:5m] offset 2h) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "D_database"
      })

      relative_time_range {
        from = 600
        to   = 0
      }
    }

    data {
      ref_id         = "V_crm_gap"
      query_type     = ""
      datasource_uid = "metrics"
      model = jsonencode({
        datasource = {
          type = "prometheus"
          uid  = "metrics"
        }
        editorMode    = "code"
        expr          = "((max by (service) (crm_sync_gap_leads)) > -1e99 < 1e99) or label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
        instant       = true
        intervalMs    = 1000
        maxDataPoints = 43200
        range         = false
        refId         = "V_crm_gap"
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
        expr          = "bottomk by (service) (1, min by (service, version, previous_version) (((time() - max by (service, version) (app_deployed_timestamp_seconds)) > -1e99 < 1e99))) or on (service) label_replace(vector(1e100), \"service\", \"lead-bot\", \"\", \"\")"
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
        expr          = "label_replace(vector(1), \"service\", \"lead-bot\", \"\", \"\")"
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
      ref_id         = "E_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_api_latency - $M_api_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "3 * $D_api_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_api_latency * ($S1_api_latency >= 40) + 40 * ($S1_api_latency < 40)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.3 * abs($M_api_latency)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S2_api_latency * ($S2_api_latency >= $S3_api_latency) + $S3_api_latency * ($S2_api_latency < $S3_api_latency)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_api_latency < 1e99) * ($M_api_latency < 1e99) * ($D_api_latency < 1e99) * ($N_api_latency < 1e99) * ($N_api_latency >= 20) * ($S_api_latency > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_api_latency * (($E_api_latency > 0.5 * $S_api_latency) + ($E_api_latency > $S_api_latency))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_api_latency"
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
        expression    = "0.05 + 0 * $M_error_rate"
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
        expression    = "($V_error_rate < 1e99) * ($M_error_rate < 1e99) * ($N_error_rate < 1e99) * ($N_error_rate >= 20) * ($S_error_rate > 0)"
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
      ref_id         = "E_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$M_message_volume - $V_message_volume"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "4 * $D_message_volume"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_message_volume * ($S1_message_volume >= $S2_message_volume) + $S2_message_volume * ($S1_message_volume < $S2_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S4_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.8 * abs($M_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S4_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S3_message_volume * ($S3_message_volume <= $S4_message_volume) + $S4_message_volume * ($S3_message_volume > $S4_message_volume)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_message_volume < 1e99) * ($M_message_volume < 1e99) * ($D_message_volume < 1e99) * ($N_message_volume < 1e99) * ($N_message_volume >= 3) * ($S_message_volume > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_message_volume * (($E_message_volume > 0.5 * $S_message_volume) + ($E_message_volume > $S_message_volume))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_cpu_memory < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_cpu_memory * (($V_cpu_memory > 0.75) + ($V_cpu_memory > 0.9))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "E_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$V_database - $M_database"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "E_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S1_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "3 * $D_database"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S1_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S2_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S1_database * ($S1_database >= 10) + 10 * ($S1_database < 10)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S2_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S3_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 * abs($M_database)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S3_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "S_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$S2_database * ($S2_database >= $S3_database) + $S3_database * ($S2_database < $S3_database)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "S_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_database < 1e99) * ($M_database < 1e99) * ($D_database < 1e99) * ($N_database < 1e99) * ($N_database >= 20) * ($S_database > 0)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_database * (($E_database > 0.5 * $S_database) + ($E_database > $S_database))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "P_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "($V_crm_gap < 1e99)"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "P_crm_gap"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "G_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$P_crm_gap * (($V_crm_gap > 3) + ($V_crm_gap > 5))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "G_crm_gap"
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
        expression    = "30 * $G_api_latency + 30 * $G_error_rate + 20 * $G_message_volume + 10 * $G_cpu_memory + 10 * $G_database"
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
        expression    = "(30 * $P_api_latency + 30 * $P_error_rate + 20 * $P_message_volume + 10 * $P_cpu_memory + 10 * $P_database) / 100"
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
        expression    = "(($G_error_rate == 2) + ($G_message_volume == 2) + ($G_crm_gap == 2)) > 0"
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
        expression    = "(($G_api_latency == 2) + ($G_error_rate == 2) + ($G_message_volume == 2) + ($G_cpu_memory == 2) + ($G_database == 2) + ($G_crm_gap == 2)) > 0"
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
        expression    = "((1 - $P_api_latency) + (1 - $P_error_rate) + (1 - $P_message_volume) + (1 - $P_cpu_memory) + (1 - $P_database) + (1 - $P_crm_gap) + ($W < 0.5)) > 0"
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
      ref_id         = "U_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_api_latency / ($S_api_latency + ($S_api_latency == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_api_latency"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_api_latency"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_api_latency"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_api_latency"
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
      ref_id         = "U_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_message_volume / ($S_message_volume + ($S_message_volume == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_message_volume"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_message_volume"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_message_volume"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_cpu_memory - 0.75) / 0.15000000000000002"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_cpu_memory"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "VS_cpu_memory"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $V_cpu_memory"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "VS_cpu_memory"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "$E_database / ($S_database + ($S_database == 0))"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_database"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_database"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_database"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "U_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "0.5 + 0.5 * ($V_crm_gap - 3) / 2"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "U_crm_gap"
        type          = "math"
      })

      relative_time_range {
        from = 0
        to   = 0
      }
    }

    data {
      ref_id         = "UP_crm_gap"
      query_type     = ""
      datasource_uid = "__expr__"
      model = jsonencode({
        datasource = {
          type = "__expr__"
          uid  = "__expr__"
        }
        expression    = "100 * $U_crm_gap"
        intervalMs    = 1000
        maxDataPoints = 43200
        refId         = "UP_crm_gap"
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
      contact_point   = "lead-bot-team"
      group_by        = ["grafana_folder", "alertname", "service", "version"]
      group_wait      = "1s"
      group_interval  = "1m"
      repeat_interval = "4h"
    }
  }
}
