using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Answers;

/// <summary>One step of an answer: a token, or something that tokens added up to.</summary>
internal sealed record AnswerPiece
{
    /// <summary>Null where no one token stands behind the piece.</summary>
    public int? TokenId { get; init; }

    /// <summary>What becomes visible with this step; empty while a character is incomplete or may belong to a stop string.</summary>
    public string Text { get; init; } = "";

    /// <summary>The token's own text, as log-probabilities name it.</summary>
    public string TokenText { get; init; } = "";

    /// <summary>Natural logarithm.</summary>
    public float LogProb { get; init; }

    /// <summary>Whether the token is a control token, which has no text.</summary>
    public bool Special { get; init; }

    /// <summary>The likeliest tokens of this step by their text; null where not asked for.</summary>
    public IReadOnlyDictionary<string, float>? TopLogProbs { get; init; }

    /// <summary>What the model thought before it answered; null where this is no part of that.</summary>
    public string? Reasoning { get; init; }

    /// <summary>A tool call, whole or in pieces: one that has no id goes on with the arguments of the last of its index.</summary>
    public WireToolCall? ToolCall { get; init; }

    /// <summary>Set on the last piece only.</summary>
    public string? FinishReason { get; init; }
}
