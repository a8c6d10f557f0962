namespace TogetherAI.Local.Answers.Speech;

/// <summary>The marks around arguments that are written one by one rather than as JSON.</summary>
/// <param name="Key">Before a parameter's name.</param>
/// <param name="KeyEnd">After it.</param>
/// <param name="Value">Before its value, where there is a mark of its own.</param>
/// <param name="ValueEnd">After it.</param>
/// <param name="End">After the last.</param>
/// <param name="OnLines">Values stand on lines of their own: a line break before and one after each is none of it.</param>
internal sealed record ArgumentMarks(string Key, string KeyEnd, string Value, string ValueEnd, string End, bool OnLines);
