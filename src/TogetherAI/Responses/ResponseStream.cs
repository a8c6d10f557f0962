using System.Text;

namespace TogetherAI;

/// <summary>A model's answer as a stream of events; see <see cref="GenerationStream{TChunk, TResponse}"/>.</summary>
/// <remarks>
/// The whole is what the service sends with its last event. It may have failed or been cut off: <see cref="ModelResponse.Status"/> says so, as it
/// does for an answer that was not streamed.
/// </remarks>
public sealed class ResponseStream : GenerationStream<ResponseEvent, ModelResponse>
{
    private readonly StringBuilder _text = new();
    private ModelResponse? _whole;

    internal ResponseStream(EventStream events)
        : base(events)
    {
    }

    /// <inheritdoc/>
    public override string Text => _text.ToString();

    private protected override bool IsFinished => _whole is not null;

    private protected override ResponseEvent Parse(ReadOnlySpan<byte> frame) => ResponseEventReader.Read(frame);

    private protected override bool IsError(ResponseEvent chunk) => chunk.Type == ResponseEventType.Error || base.IsError(chunk);

    private protected override bool Add(ResponseEvent chunk)
    {
        if (chunk.TextDelta is { } text)
            _text.Append(text);
        if (chunk.Type.IsTerminal)
            _whole = chunk.Response;
        return chunk.Delta is { Length: > 0 };
    }

    private protected override string? TextOf(ResponseEvent chunk) => chunk.TextDelta;

    private protected override ModelResponse Build() => _whole ?? throw new TogetherStreamInterruptedException(
        "The service ended the stream before the response was complete: no response.completed.")
    {
        PartialText = Text,
    };
}
