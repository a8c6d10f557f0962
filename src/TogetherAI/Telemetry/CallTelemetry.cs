namespace TogetherAI;

/// <summary>Records the calls of one client. Thread-safe.</summary>
internal sealed class CallTelemetry
{
    public CallRecorder Start(string operation, string? model, Uri server, bool streaming, object? request) => new();
}
