using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Answers;

/// <summary>
/// The one seam between the routes and what answers: a prompt is already in, choices come out piece by piece. A model stands
/// behind it, or a script.
/// </summary>
internal abstract class Answer
{
    public abstract int PromptTokens { get; }

    /// <summary>The seed that a choice is made with: saying it makes the answer repeatable.</summary>
    public abstract long SeedOf(int choice);

    /// <summary>One choice. Ends with a piece that has a finish reason. Abandoning the enumeration ends the work for it.</summary>
    public abstract IAsyncEnumerable<AnswerPiece> ReadAsync(int choice, CancellationToken cancellationToken);

    /// <summary>The prompt as the model saw it, for whoever asks for an echo.</summary>
    public abstract ValueTask<WirePrompt> EchoAsync(CancellationToken cancellationToken);
}
