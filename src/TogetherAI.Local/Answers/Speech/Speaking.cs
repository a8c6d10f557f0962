namespace TogetherAI.Local.Answers.Speech;

/// <summary>How what a model says in a chat is to be taken apart.</summary>
/// <param name="Dialect">What the model was taught.</param>
/// <param name="Reasons">Whether the prompt has opened reasoning already.</param>
/// <param name="FindsCalls">Whether the model knows of tools.</param>
/// <param name="Kinds">What it knows of their parameters.</param>
internal sealed record Speaking(Dialect Dialect, bool Reasons, bool FindsCalls, ParameterKinds Kinds)
{
    /// <summary>A parser for one answer.</summary>
    public SpeechParser Parser() => new(Dialect, FindsCalls, Reasons, Kinds);
}
