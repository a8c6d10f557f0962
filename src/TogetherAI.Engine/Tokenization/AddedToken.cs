namespace TogetherAI.Engine.Tokenization;

/// <summary>A token that is cut out of the text before anything else looks at it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its written form.</param>
/// <param name="Special">It is a mark for the model, no text.</param>
/// <param name="Normalized">It is looked for in the normalised text, by its normalised form, rather than in the raw text.</param>
/// <param name="SingleWord">It counts only where no word character touches it.</param>
/// <param name="StripLeft">It swallows the whitespace before it.</param>
/// <param name="StripRight">It swallows the whitespace after it.</param>
internal sealed record AddedToken(
    int Id, string Content, bool Special, bool Normalized, bool SingleWord, bool StripLeft, bool StripRight);
