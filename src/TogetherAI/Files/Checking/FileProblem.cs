namespace TogetherAI;

/// <summary>One thing that is wrong with a file. Immutable.</summary>
/// <param name="Line">The line it stands on, from 1; 0 where it is the file as a whole.</param>
/// <param name="Column">The character in that line, from 1, as editors count; 0 where it is the line as a whole.</param>
/// <param name="Field">The field at fault, such as <c>body.model</c>; null where it is none in particular.</param>
/// <param name="Message">What is wrong, and how to mend it. Holds nothing of the file's content but names of fields and formats.</param>
public sealed record FileProblem(long Line, int Column, string? Field, string Message)
{
    /// <summary>Place and message in a line.</summary>
    /// <returns>Text such as <c>line 3, column 17: …</c>.</returns>
    public override string ToString() => (Line, Column) switch
    {
        (0, _) => Message,
        (_, 0) => FormattableString.Invariant($"line {Line}: {Message}"),
        _ => FormattableString.Invariant($"line {Line}, column {Column}: {Message}"),
    };
}
