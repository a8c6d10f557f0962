namespace TogetherAI;

/// <summary>A model's answer to a conversation, token by token; see <see cref="GenerationStream{TChunk, TResponse}"/>.</summary>
public sealed class ChatStream : GenerationStream<ChatChunk, ChatResponse>
{
    private readonly ChatChunkReader _reader = new();
    private readonly ChatAccumulator _whole;

    /// <param name="events">The open stream.</param>
    /// <param name="choices">How many answers were asked for.</param>
    internal ChatStream(EventStream events, int choices)
        : base(events) =>
        _whole = new ChatAccumulator(choices);

    /// <inheritdoc/>
    public override string Text => _whole.Text;

    private protected override bool IsFinished => _whole.IsFinished;

    private protected override ChatChunk Parse(ReadOnlySpan<byte> frame) => _reader.Read(frame);

    private protected override bool Add(ChatChunk chunk) => _whole.Add(chunk);

    private protected override string? TextOf(ChatChunk chunk) => chunk.Text;

    private protected override ChatResponse Build() => _whole.Build();
}
