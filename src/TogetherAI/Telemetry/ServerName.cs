namespace TogetherAI;

/// <summary>A server as telemetry names it. Immutable.</summary>
internal sealed class ServerName(Uri server)
{
    public Uri Server { get; } = server;

    public string Address { get; } = server.Host;

    /// <summary>The port, boxed once: tags are objects, and a chunk must not cost one.</summary>
    public object Port { get; } = server.Port;
}
