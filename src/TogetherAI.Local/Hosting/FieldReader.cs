using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Local.Hosting;

/// <summary>
/// Reads the fields of a request's body. A field of the wrong type or out of its bounds is an error that names it; an explicit null is
/// as good as no field; a field that nobody asks for is tolerated, as the service does.
/// </summary>
internal readonly struct FieldReader
{
    private readonly JsonElement _body;
    private readonly string _path = "";

    public FieldReader(LoggedRequest request)
    {
        if (request.Json is not { } body)
            throw ApiException.Invalid(null, "The request body is not valid JSON.");
        if (body.ValueKind != JsonValueKind.Object)
            throw ApiException.Invalid(null, $"The request body must be a JSON object; it is {Kind(body)}.");
        _body = body;
    }

    private FieldReader(JsonElement body, string path) => (_body, _path) = (body, path);

    /// <summary>The names of the fields that are there, nulls included.</summary>
    public IReadOnlyList<string> Names => [.. _body.EnumerateObject().Select(static entry => entry.Name)];

    public string Text(string name)
    {
        if (OptionalText(name) is not { } value)
            throw ApiException.Invalid(_path + name, $"{_path + name} is required.");
        return value;
    }

    public string? OptionalText(string name) => Find(name) is { } value ? TextOf(value, _path + name) : null;

    /// <summary>The fields of an object in a field, named by their whole path in errors; null where there is none.</summary>
    public FieldReader? Within(string name)
    {
        if (Find(name) is not { } value)
            return null;
        name = _path + name;
        return value.ValueKind == JsonValueKind.Object
            ? new FieldReader(value, name + ".")
            : throw ApiException.Invalid(name, $"{name} must be an object; it is {Show(value)}.");
    }

    /// <summary>The objects of an array; null where there is none.</summary>
    public IReadOnlyList<FieldReader>? Objects(string name)
    {
        if (Find(name) is not { } value)
            return null;
        name = _path + name;
        if (value.ValueKind != JsonValueKind.Array)
            throw ApiException.Invalid(name, $"{name} must be an array of objects; it is {Show(value)}.");
        List<FieldReader> items = [];
        foreach (JsonElement item in value.EnumerateArray())
        {
            string at = Invariant($"{name}[{items.Count}]");
            items.Add(item.ValueKind == JsonValueKind.Object
                ? new FieldReader(item, at + ".")
                : throw ApiException.Invalid(at, $"{at} must be an object; it is {Show(item)}."));
        }

        return items;
    }

    public string? Choice(string name, params ReadOnlySpan<string> choices)
    {
        if (Find(name) is not { } value)
            return null;
        name = _path + name;
        string text = TextOf(value, name);
        return choices.Contains(text)
            ? text
            : throw ApiException.Invalid(name, $"{name} must be one of {string.Join(", ", choices)}; it is {Show(value)}.");
    }

    public bool Flag(string name) => Find(name) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw ApiException.Invalid(_path + name, $"{_path + name} must be a boolean; it is {Show(value)}."),
    };

    public int? Integer(string name, int minimum, int maximum = int.MaxValue)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= minimum && number <= maximum)
            return number;
        name = _path + name;
        string bounds = maximum == int.MaxValue ? Invariant($"of at least {minimum}") : Invariant($"between {minimum} and {maximum}");
        throw ApiException.Invalid(name, $"{name} must be an integer {bounds}; it is {Show(value)}.");
    }

    public long? LongInteger(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt64(out long number))
                return number;
            // The service gives out seeds of 64 bits without a sign; they must be good to send back.
            if (value.TryGetUInt64(out ulong large))
                return unchecked((long)large);
        }

        throw ApiException.Invalid(_path + name, $"{_path + name} must be an integer of 64 bits; it is {Show(value)}.");
    }

    public float? Number(string name, double minimum, double maximum) => (float?)Double(name, minimum, maximum);

    public double? Double(string name, double minimum, double maximum) =>
        Find(name) is { } value ? NumberOf(value, _path + name, minimum, maximum) : null;

    /// <summary>An array of strings, or one string alone.</summary>
    public IReadOnlyList<string> Strings(string name)
    {
        if (Find(name) is not { } value)
            return [];
        name = _path + name;
        if (value.ValueKind == JsonValueKind.String)
            return [TextOf(value, name)];
        if (value.ValueKind != JsonValueKind.Array)
            throw ApiException.Invalid(name, $"{name} must be an array of strings; it is {Show(value)}.");
        int index = 0;
        List<string> texts = [];
        foreach (JsonElement item in value.EnumerateArray())
            texts.Add(TextOf(item, Invariant($"{name}[{index++}]")));
        return texts;
    }

    public IReadOnlyDictionary<int, float> NumberByToken(string name, double minimum, double maximum)
    {
        if (Find(name) is not { } value)
            return new Dictionary<int, float>();
        if (value.ValueKind != JsonValueKind.Object)
            throw ApiException.Invalid(name, $"{name} must be an object of numbers by token id; it is {Show(value)}.");
        Dictionary<int, float> numbers = [];
        foreach (JsonProperty item in value.EnumerateObject())
        {
            if (!int.TryParse(item.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int token))
                throw ApiException.Invalid(name, $"{name} has the key {item.Name}, which is no token id.");
            numbers[token] = (float)NumberOf(item.Value, Invariant($"{name}.{token}"), minimum, maximum);
        }

        return numbers;
    }

    public JsonObject? Object(string name) => Find(name) is { } value
        ? value.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(value)
            : throw ApiException.Invalid(name, $"{name} must be an object; it is {Show(value)}.")
        : null;

    public JsonElement? Find(string name) =>
        _body.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw ApiException.Invalid(name, $"{name} must be a string; it is {Show(value)}.");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Invalid(name, $"{name} holds half of a surrogate pair, which is no text.");
        }
    }

    public static string Show(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        ? Kind(value)
        : value.GetRawText() is { Length: <= 60 } text ? text : Kind(value);

    private static double NumberOf(JsonElement value, string name, double minimum, double maximum)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= minimum && number <= maximum)
            return number;
        throw ApiException.Invalid(name, Invariant($"{name} must be a number between {minimum} and {maximum}; it is {Show(value)}."));
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
