using System.Text.Json;
using System.Text.Unicode;

namespace TogetherAI;

/// <summary>Holds the lines of a JSONL file against what they are for. Goes through a line once, and copies nothing of it. Not thread-safe.</summary>
internal abstract class LineCheck(ProblemList problems)
{
    /// <summary>How deep JSON may nest.</summary>
    public static JsonReaderOptions Json { get; } = new() { MaxDepth = 256 };

    protected ProblemList Problems { get; } = problems;

    /// <summary>The model that all lines so far name.</summary>
    public virtual string? Model => null;

    /// <summary>The form that all lines so far have.</summary>
    public virtual string? Format => null;

    /// <summary>Looks at a line.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="text">It, without its end.</param>
    public void Check(long number, ReadOnlySpan<byte> text)
    {
        if (number == 1 && text.StartsWith("\uFEFF"u8))
        {
            Problems.AddLine(number, null, "The file begins with a byte order mark, which is no JSON: save it as UTF-8 without one.");
            return;
        }

        if (text.IndexOfAnyExcept(" \t"u8) < 0)
        {
            Problems.AddLine(number, null, "The line is empty; every line has to hold one JSON object. Remove it.");
            return;
        }

        if (!Utf8.IsValid(text))
        {
            Problems.AddLine(number, null, "The line is not UTF-8. Write the file in that encoding.");
            return;
        }

        Utf8JsonReader json = new(text, Json);
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                Problems.Add(number, text, json.TokenStartIndex, null, $"The line holds {Name(json.TokenType)}; it has to hold one JSON object.");
                return;
            }

            CheckObject(number, text, ref json);
            json.Read(); // to see that nothing follows; what does is refused by the reader itself
        }
        catch (JsonException exception)
        {
            Problems.Add(number, text, exception.BytePositionInLine ?? 0, null, "The line is not JSON: " + Short(exception.Message));
        }
    }

    /// <summary>Called once, after the last line.</summary>
    public virtual void Finish()
    {
    }

    /// <summary>Looks at a line's object, from its beginning to its end.</summary>
    protected abstract void CheckObject(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json);

    public static string Name(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };

    // The reader's own words, without the place it adds: the problem has a better one.
    private static string Short(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }
}
