namespace TogetherAI.Local.Wire;

internal sealed record WireCompletion
{
    public required string Id { get; init; }

    public string Object => "text.completion";

    public required long Created { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<WirePrompt> Prompt { get; init; }

    public required IReadOnlyList<WireCompletionChoice> Choices { get; init; }

    public required WireUsage Usage { get; init; }
}

internal sealed record WireCompletionChoice
{
    public required int Index { get; init; }

    public required string Text { get; init; }

    public required string FinishReason { get; init; }

    public required long Seed { get; init; }

    public required WireLogProbs? Logprobs { get; init; }
}
