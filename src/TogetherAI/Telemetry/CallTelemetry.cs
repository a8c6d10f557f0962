using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TogetherAI;

/// <summary>Records the calls of one client as spans, metrics and log lines. Thread-safe.</summary>
/// <param name="options">The client's options.</param>
internal sealed class CallTelemetry(TogetherClientOptions options)
{
    private ServerName? _server;

    public ILogger Logger { get; } = options.LoggerFactory?.CreateLogger<TogetherClient>() ?? (ILogger)NullLogger.Instance;

    public TimeProvider Time { get; } = options.TimeProvider;

    public bool RecordContent { get; } = options.Telemetry.RecordContent;

    /// <summary>Begins to record a call; where nobody listens, with a recorder that does nothing.</summary>
    /// <param name="operation">The operation's name after the conventions.</param>
    /// <param name="model">The model asked; null where there is none.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="streaming">Whether the answer is a stream.</param>
    /// <param name="request">The request; null for an operation that has none.</param>
    public CallRecorder Start(string operation, string? model, Uri server, bool streaming, object? request)
    {
        if (!CallSpan.Enabled && !CallMetrics.Enabled && !Logger.IsEnabled(LogLevel.Warning))
            return CallRecorder.None;

        ServerName name = NameOf(server);
        Activity? span = CallSpan.Start(operation, model, name, streaming, request, Time.GetUtcNow(), RecordContent);
        return new CallRecorder(this, operation, model, name, request, span);
    }

    /// <summary>The server of all of a client's calls is nearly always the same: its name is made once.</summary>
    private ServerName NameOf(Uri server)
    {
        ServerName? name = _server;
        if (name?.Server != server)
            _server = name = new ServerName(server);
        return name;
    }
}
