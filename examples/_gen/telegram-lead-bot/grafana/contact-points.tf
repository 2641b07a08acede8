variable "release_risk_gateway_secret" {
  type      = string
  sensitive = true
}

resource "grafana_contact_point" "release_risk_gateway" {
  name = "release-risk-gateway"

  webhook {
    http_method             = "POST"
    url                     = "http://gateway:8686/v1/alerts/grafana"
    disable_resolve_message = false

    hmac_config {
      secret           = var.release_risk_gateway_secret
      header           = "X-Grafana-Alerting-Signature"
      timestamp_header = "X-Grafana-Alerting-Timestamp"
    }
  }
}
