using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI;

/// <summary>
/// Writes the input of a batch: a line <c>{"custom_id", "body"}</c> for every request (JSONL, UTF-8). Not thread-safe. The service takes up
/// to 50,000 requests and 100 MB a file; <see cref="Count"/> and <see cref="BytesWritten"/> say how much there is.
/// </summary>
public sealed class BatchFileWriter : IAsyncDisposable
{
    private const int MaxIdLength = 64;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _destination;
    private readonly bool _leaveOpen;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly MemoryStream _line = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Writes to a stream.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="leaveOpen">Whether it stays open when the writer is disposed.</param>
    /// <exception cref="ArgumentException">The stream cannot be written to.</exception>
    public BatchFileWriter(Stream destination, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite)
            throw new ArgumentException("The stream cannot be written to.", nameof(destination));
        _destination = destination;
        _leaveOpen = leaveOpen;
        _json = new Utf8JsonWriter(_line);
    }

    /// <summary>How many requests have been written.</summary>
    public int Count => _ids.Count;

    /// <summary>How many bytes have been written.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Writes to a file.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static BatchFileWriter Create(string path) =>
        new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024, useAsync: true));

    /// <summary>Writes a conversation.</summary>
    /// <param name="customId">The id that its result will bear: 1 to 64 characters, no two the same.</param>
    /// <param name="request">
    /// The conversation. <see cref="TogetherClientOptions.DefaultMaxTokens"/> plays no part: no client is asked.
    /// </param>
    /// <param name="cancellationToken">Ends the writing; the file may then end within a line.</param>
    /// <returns>A task that completes when it has been written.</returns>
    /// <exception cref="ArgumentException">
    /// The id is empty, too long or taken, or <see cref="GenerationRequest.ExtraBody"/> repeats a property that is set. Nothing was
    /// written.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ValueTask WriteAsync(string customId, ChatRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        byte[] body = RequestBody.Write(request, TogetherJsonContext.Default.ChatRequest, extra: null);
        return WriteLineAsync(customId, body, cancellationToken);
    }

    /// <summary>Writes a request of any kind.</summary>
    /// <param name="customId">The id that its result will bear: 1 to 64 characters, no two the same.</param>
    /// <param name="body">The request as the batch's endpoint wants it.</param>
    /// <param name="cancellationToken">Ends the writing; the file may then end within a line.</param>
    /// <returns>A task that completes when it has been written.</returns>
    /// <exception cref="ArgumentException">The id is empty, too long or taken. Nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ValueTask WriteAsync(string customId, JsonObject body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WriteLineAsync(customId, JsonSerializer.SerializeToUtf8Bytes(body, TogetherJsonContext.Default.JsonNode), cancellationToken);
    }

    /// <summary>Writes out what is still in memory, and closes the stream unless it was to stay open.</summary>
    /// <returns>A task that completes when that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync().ConfigureAwait(false);
        if (_leaveOpen)
            await _destination.FlushAsync().ConfigureAwait(false);
        else
            await _destination.DisposeAsync().ConfigureAwait(false);
    }

    private ValueTask WriteLineAsync(string customId, byte[] body, CancellationToken cancellationToken)
    {
        Check(customId);
        _line.SetLength(0);
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("custom_id"u8, customId);
        _json.WritePropertyName("body"u8);
        _json.WriteRawValue(body, skipInputValidation: true);
        _json.WriteEndObject();
        _json.Flush();
        _line.WriteByte((byte)'\n');

        _ids.Add(customId);
        BytesWritten += _line.Length;
        return _destination.WriteAsync(_line.GetBuffer().AsMemory(0, (int)_line.Length), cancellationToken);
    }

    private void Check(string customId)
    {
        ArgumentNullException.ThrowIfNull(customId);
        if (customId.Length is 0 or > MaxIdLength)
        {
            throw new ArgumentException(
                $"The custom_id of request {Count + 1} has {customId.Length} characters; it must have 1 to {MaxIdLength}.", nameof(customId));
        }

        try
        {
            s_strict.GetByteCount(customId);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException(
                "The custom_id holds half a surrogate pair, which no file can hold: the result would bear another id.", nameof(customId), exception);
        }

        if (_ids.Contains(customId))
        {
            throw new ArgumentException(
                $"The custom_id '{customId}' has been used before; the results could not be told apart.", nameof(customId));
        }
    }
}
