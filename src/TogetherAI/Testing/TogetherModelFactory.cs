using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>
/// Makes, for tests, the answers that have no constructor of their own: lists, streams, bytes, and what stands around an answer. All other
/// answers are records, made with <c>new</c> and changed with <c>with</c>. Nothing here leaves the process.
/// </summary>
public static class TogetherModelFactory
{
    private static readonly ChatRequest s_question = new() { Model = "m", Messages = [] };

    /// <summary>A list of models, as <see cref="ModelsClient.ListAsync"/> returns it.</summary>
    /// <param name="models">The models.</param>
    /// <returns>The list.</returns>
    public static ModelList ModelList(IEnumerable<ModelInfo> models) => new() { Data = [.. models] };

    /// <summary>A list of batches, as <see cref="BatchesClient.ListAsync"/> returns it.</summary>
    /// <param name="batches">The batches.</param>
    /// <returns>The list.</returns>
    public static BatchList BatchList(IEnumerable<BatchJob> batches) => new() { Data = [.. batches] };

    /// <summary>A list in pages, as the clients below <see cref="TogetherClient.Dedicated"/> return it.</summary>
    /// <typeparam name="T">What is listed.</typeparam>
    /// <param name="entries">The entries; all on one page.</param>
    /// <returns>The list.</returns>
    public static CursorList<T> CursorList<T>(IEnumerable<T> entries)
        where T : class
    {
        CursorPage<T> page = new() { Object = "list", Data = [.. entries] };
        return new CursorList<T>((_, _) => Task.FromResult(page), options: null, filter: null, CancellationToken.None);
    }

    /// <summary>An answer as it arrived, as <see cref="TogetherClient.SendAsync"/> returns it.</summary>
    /// <param name="body">The body; copied.</param>
    /// <returns>The answer.</returns>
    public static RawResponse RawResponse(ReadOnlyMemory<byte> body) => new(body.ToArray());

    /// <summary>A copy of an answer, with what stood around it: status and headers, and so the request id and the rate limits.</summary>
    /// <typeparam name="T">The answer's type.</typeparam>
    /// <param name="response">The answer.</param>
    /// <param name="status">The status.</param>
    /// <param name="headers">The headers by name, such as <c>x-request-id</c>; null for none.</param>
    /// <returns>The copy.</returns>
    public static T WithHttp<T>(T response, HttpStatusCode status = HttpStatusCode.OK, IEnumerable<KeyValuePair<string, string>>? headers = null)
        where T : TogetherResponse
    {
        ArgumentNullException.ThrowIfNull(response);
        using HttpResponseMessage message = new(status);
        foreach ((string name, string value) in headers ?? [])
            message.Headers.TryAddWithoutValidation(name, value);
        T copy = (T)(response with { });
        copy.Attach(new ResponseInfo(message, body: null));
        return copy;
    }

    /// <summary>Bytes, as <see cref="FilesClient.OpenContentAsync"/> and <see cref="AudioClient.SpeakAsync"/> return them.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="mediaType">What they are, such as <c>audio/wav</c>.</param>
    /// <param name="cancellationToken">Ends what is returned, as the token of the client\'s own method does.</param>
    /// <returns>The open answer, which the caller must dispose.</returns>
    public static Task<BinaryResponse> BinaryResponseAsync(ReadOnlyMemory<byte> bytes, string mediaType = "application/octet-stream", CancellationToken cancellationToken = default) =>
        Client(bytes.ToArray(), mediaType).Files.OpenContentAsync("file", cancellationToken);

    /// <summary>A stream of a conversation, as <see cref="ChatClient.StreamAsync(ChatRequest, CancellationToken)"/> returns it.</summary>
    /// <param name="chunks">Its chunks. One with a finish reason ends a choice; without it the stream counts as broken off.</param>
    /// <param name="cancellationToken">Ends what is returned, as the token of the client\'s own method does.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    public static Task<ChatStream> ChatStreamAsync(IEnumerable<ChatChunk> chunks, CancellationToken cancellationToken = default)
    {
        ChatChunk[] all = [.. chunks];
        int choices = 1 + all.SelectMany(static chunk => chunk.Choices).Select(static choice => choice.Index).DefaultIfEmpty(0).Max();
        return Stream(all, TogetherJsonContext.Default.ChatChunk).Chat.StreamAsync(s_question with { N = choices }, cancellationToken);
    }

    /// <summary>A stream of a conversation in which functions are called, as <see cref="ChatClient.StreamToolsAsync"/> returns it; of one round.</summary>
    /// <param name="chunks">The chunks of the answer, without calls of functions.</param>
    /// <param name="cancellationToken">Ends what is returned, as the token of the client\'s own method does.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    public static Task<ToolLoopStream> ToolLoopStreamAsync(IEnumerable<ChatChunk> chunks, CancellationToken cancellationToken = default) =>
        Stream(chunks, TogetherJsonContext.Default.ChatChunk).Chat.StreamToolsAsync(s_question, [], cancellationToken: cancellationToken);

    /// <summary>A stream of a continuation, as <see cref="CompletionsClient.StreamAsync"/> returns it.</summary>
    /// <param name="chunks">Its chunks. One with a finish reason ends a choice; without it the stream counts as broken off.</param>
    /// <param name="cancellationToken">Ends what is returned, as the token of the client\'s own method does.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    public static Task<CompletionStream> CompletionStreamAsync(IEnumerable<CompletionChunk> chunks, CancellationToken cancellationToken = default) =>
        Stream(chunks, TogetherJsonContext.Default.CompletionChunk).Completions.StreamAsync(new CompletionRequest { Model = "m", Prompt = "" }, cancellationToken);

    /// <summary>A stream of a response's events, as <see cref="ResponsesClient.StreamAsync"/> returns it.</summary>
    /// <param name="events">Its events. The last one holds the whole response; without it the stream counts as broken off.</param>
    /// <param name="cancellationToken">Ends what is returned, as the token of the client\'s own method does.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    public static Task<ResponseStream> ResponseStreamAsync(IEnumerable<ResponseEvent> events, CancellationToken cancellationToken = default) =>
        Stream(events, TogetherJsonContext.Default.ResponseEvent).Responses.StreamAsync(new ResponseRequest { Model = "m", Input = "" }, cancellationToken);

    /// <summary>A stream of speech, as <see cref="AudioClient.StreamSpeechAsync"/> returns it.</summary>
    /// <param name="pieces">Its pieces; empty ones are left out.</param>
    /// <param name="cancellationToken">Ends what is returned, as the token of the client\'s own method does.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    public static Task<SpeechStream> SpeechStreamAsync(IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken = default) =>
        Events(pieces.Select(static piece => $$"""{"type":"conversation.item.audio_output.delta","delta":"{{Convert.ToBase64String(piece.Span)}}"}"""))
            .Audio.StreamSpeechAsync(new SpeechRequest { Model = "m", Input = "-", Voice = "-" }, cancellationToken);

    private static TogetherClient Stream<T>(IEnumerable<T> chunks, JsonTypeInfo<T> type) =>
        Events(chunks.Select(chunk => JsonSerializer.Serialize(chunk, type)));

    private static TogetherClient Events(IEnumerable<string> frames) =>
        Client(Encoding.UTF8.GetBytes(string.Concat(frames.Append("[DONE]").Select(static frame => $"data: {frame}\n\n"))), "text/event-stream");

    /// <summary>The real client over one answer: what it makes is in every way what it makes of the service's.</summary>
    private static TogetherClient Client(byte[] body, string mediaType) => new(
        new TogetherClientOptions { BaseAddress = new Uri("http://localhost"), ApiKey = "none" }, new WrittenAnswer(body, mediaType));
}
