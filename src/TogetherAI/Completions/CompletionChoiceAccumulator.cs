using System.Text;

namespace TogetherAI;

/// <summary>Puts one continuation together from its pieces. Not thread-safe.</summary>
internal sealed class CompletionChoiceAccumulator(int index)
{
    private readonly StringBuilder _text = new();
    private readonly LogProbsAccumulator _logProbs = new();
    private readonly UnknownFieldsAccumulator _unknown = new();
    private FinishReason? _finishReason;
    private long? _seed;

    public int Index => index;

    public string Text => _text.ToString();

    public bool IsFinished => _finishReason is not null;

    /// <summary>Adds a piece; true when it held something generated.</summary>
    public bool Add(CompletionChunk chunk, CompletionChunkChoice choice, bool withLogProbs)
    {
        string? text = chunk.TextOf(choice);
        _text.Append(text);
        _finishReason = chunk.EndOf(choice) ?? _finishReason;
        _seed = choice.Seed ?? chunk.Seed ?? _seed;
        _unknown.Add(choice);

        CompletionToken? token = chunk.Choices.Count == 1 ? chunk.Token : null;
        ChunkLogProbs? logProbs = choice.LogProbs ?? (withLogProbs && token?.Logprob is { } value ? new ChunkLogProbs(value) : null);
        _logProbs.Add(logProbs, choice.TopLogprobs, token?.Text ?? text, token?.Id ?? choice.Delta?.TokenId);
        return !string.IsNullOrEmpty(text) || choice.Delta is { HasContent: true };
    }

    public void End(FinishReason reason) => _finishReason ??= reason;

    public CompletionChoice Build() => new()
    {
        Index = index,
        Text = Text,
        FinishReason = _finishReason,
        LogProbs = _logProbs.Build(),
        Seed = _seed,
        ExtensionData = _unknown.Build(),
    };
}
