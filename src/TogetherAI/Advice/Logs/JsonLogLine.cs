using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// Reads lines that are each a JSON object: its values, and those of objects in it, such as <c>usage</c>. Used by one reader; not thread-safe.
/// </summary>
internal sealed class JsonLogLine
{
    private const int MaxNames = 1024;

    private readonly Dictionary<string, LogName?> _names = new(StringComparer.Ordinal);

    public void Read(ReadOnlySpan<byte> line, LogRow row)
    {
        Utf8JsonReader json = new(line);
        try
        {
            LogName? name = null;
            string header = "";
            while (json.Read())
            {
                switch (json.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        header = json.GetString()!;
                        name = Find(header);
                        break;
                    case JsonTokenType.StartArray:
                        json.Skip();
                        break;
                    case JsonTokenType.String when name is not null:
                        row.Set(new LogValue(name, header, json.GetString()!.Trim(), Column(json)));
                        break;
                    case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when name is not null:
                        row.Set(new LogValue(name, header, System.Text.Encoding.UTF8.GetString(json.ValueSpan), Column(json)));
                        break;
                }
            }
        }
        catch (JsonException e)
        {
            throw new TrafficLogException(row.Line, (int)(e.BytePositionInLine ?? 0) + 1, "This is not a JSON object: each line of the log must be one.", e);
        }
    }

    private static int Column(in Utf8JsonReader json) => (int)json.TokenStartIndex + 1;

    private LogName? Find(string header)
    {
        if (!_names.TryGetValue(header, out LogName? name))
        {
            name = LogNames.Find(header);
            if (_names.Count < MaxNames) // names that are data, such as ids, must not fill the memory
                _names.Add(header, name);
        }

        return name;
    }
}
