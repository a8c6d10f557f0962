using System.Text.Json;

namespace TogetherAI.Engine.Models;

/// <summary>Reads one JSON object of a model field by field; each fault names the file and the field's full path.</summary>
internal sealed class ConfigReader
{
    private const int MaxBytes = 16 << 20;

    private readonly JsonElement _object;
    private readonly string _path;

    private ConfigReader(string file, JsonElement value, string path)
    {
        File = file;
        _object = value;
        _path = path;

        // A name with half a surrogate pair throws when it is first read: let that be here, where it is caught.
        foreach (JsonProperty field in value.EnumerateObject())
            _ = field.Name;
    }

    public string File { get; }

    public static ConfigReader Open(MappedFile file)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(file.ReadAll(MaxBytes), new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException("it is no object.");
            return new ConfigReader(file.Name, json.RootElement.Clone(), "");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException(file.Name, null, "is not valid JSON: " + fault.Message, fault);
        }
    }

    /// <summary>The value of a field; null where it is absent or JSON null, which Hugging Face treats alike.</summary>
    public JsonElement? Find(string field) =>
        _object.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public bool Has(string field) => _object.TryGetProperty(field, out _);

    public int Integer(string field, int? absent = null, int min = 1)
    {
        if (Find(field) is not { } value)
            return absent ?? throw Missing(field);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= min
            ? number
            : throw Fault(field, $"is {Short(value)}; an integer of at least {min} is needed.");
    }

    public double Number(string field, double? absent = null)
    {
        if (Find(field) is not { } value)
            return absent ?? throw Missing(field);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Fault(field, $"is {Short(value)}; a finite number is needed.");
    }

    public bool Flag(string field, bool absent) => Find(field) switch
    {
        null => absent,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Fault(field, $"is {Short(value)}; true or false is needed."),
    };

    public string? Text(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => TextOf(field, value),
        { } value => throw Fault(field, $"is {Short(value)}; a string is needed."),
    };

    public IReadOnlyList<string>? Texts(string field)
    {
        if (Find(field) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(static item => item.ValueKind != JsonValueKind.String))
            throw Fault(field, $"is {Short(value)}; a list of strings is needed.");
        return [.. value.EnumerateArray().Select(item => TextOf(field, item))];
    }

    public int[] Integers(string field)
    {
        if (Find(field) is not { ValueKind: JsonValueKind.Array } value)
            throw Fault(field, "must be a list of integers.");
        return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number)
            ? number
            : throw Fault(field, $"holds {Short(item)}; integers are needed."))];
    }

    public ConfigReader? Object(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => Nested(field, value),
        { } value => throw Fault(field, $"is {Short(value)}; an object is needed."),
    };

    public IReadOnlyList<ConfigReader> Objects(string field)
    {
        if (Find(field) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(static item => item.ValueKind != JsonValueKind.Object))
            throw Fault(field, $"is {Short(value)}; a list of objects is needed.");
        return [.. value.EnumerateArray().Select((item, index) => Nested($"{field}[{index}]", item))];
    }

    public IEnumerable<string> Fields() => _object.EnumerateObject().Select(static field => field.Name);

    public ModelFormatException Fault(string field, string message) => new(File, _path + field, message);

    public static string Short(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    private ConfigReader Nested(string field, JsonElement value)
    {
        try
        {
            return new ConfigReader(File, value, _path + field + ".");
        }
        catch (InvalidOperationException fault)
        {
            throw new ModelFormatException(File, _path + field, "has a field whose name is no text.", fault);
        }
    }

    private ModelFormatException Missing(string field) => Fault(field, "is missing.");

    private string TextOf(string field, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new ModelFormatException(File, _path + field, "holds half a surrogate pair.", fault);
        }
    }
}
