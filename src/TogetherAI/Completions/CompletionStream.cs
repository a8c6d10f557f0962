using System.Text.Json;

namespace TogetherAI;

/// <summary>A model's continuation of a text, token by token; see <see cref="GenerationStream{TChunk, TResponse}"/>.</summary>
public sealed class CompletionStream : GenerationStream<CompletionChunk, CompletionResponse>
{
    private readonly CompletionAccumulator _whole;

    internal CompletionStream(EventStream events, bool withLogProbs, int choices)
        : base(events) => _whole = new CompletionAccumulator(withLogProbs, choices);

    /// <inheritdoc/>
    public override string Text => _whole.Text;

    private protected override bool IsFinished => _whole.IsFinished;

    private protected override CompletionChunk Parse(ReadOnlySpan<byte> frame) =>
        JsonSerializer.Deserialize(frame, TogetherJsonContext.Default.CompletionChunk) ?? throw new JsonException("The frame is null.");

    private protected override bool Add(CompletionChunk chunk) => _whole.Add(chunk);

    private protected override string? TextOf(CompletionChunk chunk) => chunk.Text;

    private protected override CompletionResponse Build() => _whole.Build();
}
