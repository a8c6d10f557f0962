namespace TogetherAI.Engine.Tokenization;

/// <summary>
/// What <see cref="Tokenizer.Encode(string, SpecialTokens)"/> does where a text contains the written form of a special token.
/// </summary>
public enum SpecialTokens
{
    /// <summary>
    /// It is text like any other, so that a user who types <c>&lt;|im_end|&gt;</c> cannot end a turn. The default. Added tokens that the
    /// file does not flag as special (<c>&lt;tool_call&gt;</c> in many models) are still recognised.
    /// </summary>
    AsText = 0,

    /// <summary>It becomes the special token. Only for text from a trusted source, such as a rendered chat template.</summary>
    Parse = 1,
}
