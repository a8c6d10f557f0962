namespace OverflowGateway;

/// <summary>The configuration does not say what the gateway needs, or says it wrongly.</summary>
internal sealed class GatewaySettingsException(string message) : Exception(message);
