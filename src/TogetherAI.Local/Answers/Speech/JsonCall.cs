using System.Text.Json;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>Calls that are a JSON object with a name and arguments.</summary>
internal static class JsonCall
{
    /// <summary>The beginning of one whose name comes first, up to its arguments.</summary>
    public static CallStep Head(ref MarkReader reader)
    {
        reader.SkipSpace();
        if (!reader.Take("{"))
            return reader.Fail();
        reader.SkipSpace();
        if (!reader.Take("\"name\""))
            return reader.Fail();
        reader.SkipSpace();
        if (!reader.Take(":"))
            return reader.Fail();
        reader.SkipSpace();
        if (reader.TakeString() is not { } name)
            return reader.Fail();
        reader.SkipSpace();
        if (!reader.Take(","))
            return reader.Fail();
        reader.SkipSpace();
        if (!reader.Take("\"arguments\""))
        {
            if (reader.IsShort || !reader.Take("\"parameters\""))
                return reader.Fail();
        }

        reader.SkipSpace();
        if (!reader.Take(":"))
            return reader.Fail();
        reader.SkipSpace();
        int at = reader.At;
        return reader.Take("{") ? new CallStep(true, at, name) : reader.Fail();
    }

    /// <summary>A whole one, however it is written; null where it is none.</summary>
    public static (string Name, string Arguments)? Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement call = document.RootElement;
            if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("name", out JsonElement name) || name.ValueKind != JsonValueKind.String)
                return null;
            bool has = call.TryGetProperty("arguments", out JsonElement value) || call.TryGetProperty("parameters", out value);
            return (name.GetString()!, !has ? "{}" : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
