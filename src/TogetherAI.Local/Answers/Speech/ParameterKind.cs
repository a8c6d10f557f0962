namespace TogetherAI.Local.Answers.Speech;

/// <summary>What a parameter's schema says of the values that are written without quotes.</summary>
internal enum ParameterKind
{
    /// <summary>They may be more than texts, or nothing is known of them: what reads as JSON is JSON.</summary>
    Value,

    /// <summary>All are texts, whatever they look like.</summary>
    Text,

    /// <summary>All are texts, but for a bare <c>null</c>.</summary>
    TextOrNull,
}
