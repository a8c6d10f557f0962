namespace TogetherAI.Tests.Telemetry;

/// <summary>Listeners are the process's own: tests that care whether somebody listens run one after another.</summary>
[CollectionDefinition(nameof(TelemetryCollection))]
public sealed class TelemetryCollection;
