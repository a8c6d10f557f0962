using System.Text.Json;

namespace TogetherAI;

/// <summary>Says what is wrong with a file that people wrote.</summary>
internal static class AdviceJson
{
    public static FormatException Explain(string what, JsonException e)
    {
        string place = e.LineNumber is { } line ? FormattableString.Invariant($"Line {line + 1}, column {e.BytePositionInLine + 1}") : "At the beginning";
        string path = e.Path is null or "$" ? "" : $" ({e.Path})";

        // The serializer's own place is where it stopped reading; ours says it in the words of an editor.
        string message = e.Message.Split(" Path: ")[0].TrimEnd('.');
        return new FormatException($"{place}{path}: this is not the form of {what}: {message}.", e);
    }
}
