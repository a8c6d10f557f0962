namespace TogetherAI.Engine.Generation;

/// <summary>One token of a completion, as it is generated. The texts of all steps together are the completion. Immutable and thread-safe.</summary>
public sealed record GenerationStep
{
    /// <summary>The token, the end token included; null where there is none, because none was asked for or the context was full.</summary>
    public int? Token { get; init; }

    /// <summary>
    /// The text that is safe to show now. Empty while a character is incomplete or what was written may be the beginning of a stop
    /// string; then a later step has it.
    /// </summary>
    public string Text { get; init; } = "";

    /// <summary>Natural logarithm of the token's probability in the model's own distribution; 0 where there is no token.</summary>
    public float LogProb { get; init; }

    /// <summary>The likeliest tokens at this step, best first; as many as the request asked for.</summary>
    public IReadOnlyList<TokenLogProb> TopLogProbs { get; init; } = [];

    /// <summary>Why the completion ended; null on every step but the last.</summary>
    public StopReason? Stop { get; init; }

    /// <summary>The stop string that ended the completion, when one did.</summary>
    public string? StopString { get; init; }

    /// <summary>The seed of this completion: the request's, or the one that was drawn for it.</summary>
    public ulong Seed { get; init; }

    /// <summary>On the first step, where the request asked for them: one entry for each token of the prompt. Else null.</summary>
    public IReadOnlyList<PromptLogProb>? PromptLogProbs { get; init; }
}
