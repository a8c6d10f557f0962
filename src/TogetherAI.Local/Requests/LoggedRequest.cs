using System.Text.Json;
using TogetherAI.Local.Requests;

namespace TogetherAI.Local;

/// <summary>
/// One request as the server received it, and how it ended. What was received never changes; the members about the answer fill in
/// while it is made. Thread-safe. The members about the body parse it when they are first read, and again when they are read much later.
/// </summary>
public sealed class LoggedRequest
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Parsed, a body is many times its size. Whoever reads it keeps it alive; a log full of requests does not.
    private volatile WeakReference<RequestContent>? _content;
    private int _statusCode;
    private int _chunks;
    private bool _aborted;

    internal LoggedRequest(
        string id, string method, string path, IReadOnlyDictionary<string, string> headers, string body, DateTimeOffset receivedAt)
    {
        (Id, Method, Path, Headers, Body, ReceivedAt) = (id, method, path, headers, body, receivedAt);
    }

    /// <summary>The <c>x-request-id</c> that the answer carries; unique within a server.</summary>
    public string Id { get; }

    /// <summary>The HTTP method, in upper case.</summary>
    public string Method { get; }

    /// <summary>The path with the query, such as <c>/v1/chat/completions</c>.</summary>
    public string Path { get; }

    /// <summary>The request's headers by name, in any case; credentials (<c>Authorization</c>, cookies, API keys) are left out.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as text; empty where there was none, and where it was not read: too large, or refused beforehand.</summary>
    public string Body { get; }

    /// <summary>The body as JSON, for what has no member here; <see langword="null"/> where it is none.</summary>
    public JsonElement? Json => Content.Json;

    /// <summary>The model asked for; empty where none was named.</summary>
    public string Model => Content.Model;

    /// <summary>The messages of a chat request; empty for any other.</summary>
    public IReadOnlyList<LoggedMessage> Messages => Content.Messages;

    /// <summary>The text of the last message of the user; empty where there is none, so that a predicate need not ask.</summary>
    public string LastUserText => Content.LastUserText;

    /// <summary>The limit of tokens that was asked for; <see langword="null"/> where none was.</summary>
    public int? MaxTokens => RequestJson.Integer(Json, "max_tokens");

    /// <summary>Whether a stream was asked for.</summary>
    public bool Stream => RequestJson.Flag(Json, "stream");

    /// <summary>When it arrived, by the server's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The status of the answer; <see langword="null"/> before it is known, and where the connection was reset instead.</summary>
    public int? StatusCode => Volatile.Read(ref _statusCode) is > 0 and var status ? status : null;

    /// <summary>How many chunks of a stream were written so far, the closing <c>[DONE]</c> not counted.</summary>
    public int Chunks => Volatile.Read(ref _chunks);

    /// <summary>
    /// Whether the request ended before its answer did: the client went away, a fault cut the connection, or the server stopped.
    /// </summary>
    public bool Aborted => Volatile.Read(ref _aborted);

    /// <summary>Whether the server is done with this request: nothing works for it any more.</summary>
    public bool Ended => _ended.Task.IsCompleted;

    /// <summary>Waits until the server is done with this request: its answer is written, or its generation has ended early.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the request.</param>
    /// <returns>A task that completes when <see cref="Ended"/> is true.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public Task WaitForEndAsync(CancellationToken cancellationToken = default) => _ended.Task.WaitAsync(cancellationToken);

    /// <summary>The method, the path, the model and the status; nothing that was said.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => $"{Method} {Path} {Model} {StatusCode}";

    /// <summary>What holding this request takes, in bytes, about: its text, at two bytes a character.</summary>
    internal long Size =>
        sizeof(char) * ((long)Body.Length + Path.Length + Headers.Sum(static header => (long)header.Key.Length + header.Value.Length));

    private RequestContent Content
    {
        get
        {
            if (_content is { } held && held.TryGetTarget(out RequestContent? content))
                return content;
            content = new RequestContent(Body);
            _content = new WeakReference<RequestContent>(content);
            return content;
        }
    }

    internal void Answering(int status) => Volatile.Write(ref _statusCode, status);

    internal void CountChunk() => Interlocked.Increment(ref _chunks);

    internal void End(bool aborted)
    {
        Volatile.Write(ref _aborted, aborted);
        _ended.TrySetResult();
    }
}
