namespace TogetherAI;

/// <summary>A token of a streamed continuation. Immutable.</summary>
public sealed record CompletionToken : WireModel
{
    /// <summary>Its id in the model's vocabulary; null where the service sent none.</summary>
    public int? Id { get; init; }

    /// <summary>Its text.</summary>
    public string Text { get => field ?? ""; init; }

    /// <summary>The natural logarithm of its probability; of no meaning unless <see cref="GenerationRequest.LogProbs"/> asked for it.</summary>
    public double? Logprob { get; init; }

    /// <summary>Whether it is a mark for the model, such as the end of the text, and not part of the text.</summary>
    public bool Special { get; init; }
}
