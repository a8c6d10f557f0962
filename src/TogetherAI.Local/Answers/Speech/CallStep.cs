namespace TogetherAI.Local.Answers.Speech;

/// <summary>What the beginning of a text is to a dialect.</summary>
/// <param name="Found">Whether it is what was looked for; null where more of the text must come first.</param>
/// <param name="Length">How much of the text it is.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments where the whole call was found at once; null where they follow.</param>
/// <param name="Again">Whether another call follows.</param>
/// <param name="IsMarked">Whether the arguments follow one by one between the dialect's <see cref="Dialect.Marks"/>, not as JSON.</param>
internal readonly record struct CallStep(
    bool? Found, int Length = 0, string Name = "", string? Arguments = null, bool Again = false, bool IsMarked = false)
{
    public static readonly CallStep Incomplete = new(null);

    public static readonly CallStep No = new(false);

    public bool IsFound => Found == true;
}
