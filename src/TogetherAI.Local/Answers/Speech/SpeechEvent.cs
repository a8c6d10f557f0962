namespace TogetherAI.Local.Answers.Speech;

/// <summary>What a piece of a model's output is.</summary>
internal enum SpeechKind
{
    /// <summary>Meant for the user.</summary>
    Text,

    /// <summary>Thinking before the answer.</summary>
    Reasoning,

    /// <summary>A tool call begins; its name is known.</summary>
    CallBegins,

    /// <summary>A piece of a call's arguments, which are JSON.</summary>
    Arguments,

    /// <summary>Signs between the parts, which nobody is shown.</summary>
    Markup,
}

/// <summary>A piece of a model's output.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Raw">The piece as the model wrote it: all pieces in a row are all that it wrote.</param>
/// <param name="Value">The text to show, the function's name or the arguments.</param>
internal readonly record struct SpeechEvent(SpeechKind Kind, string Raw, string Value)
{
    public static SpeechEvent Text(string raw) => new(SpeechKind.Text, raw, raw);

    public static SpeechEvent Markup(string raw) => new(SpeechKind.Markup, raw, "");
}
