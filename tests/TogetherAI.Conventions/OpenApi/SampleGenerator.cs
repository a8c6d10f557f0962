using System.Globalization;
using System.Text.Json.Nodes;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>
/// Makes instances of a schema with every property set. Wherever there is a choice (an enum's value, an alternative, null or not), each
/// visit takes the next one, so that over all the instances each has been taken. The same schema gives the same instances.
/// </summary>
internal sealed class SampleGenerator(ApiDescription description)
{
    /// <summary>The name of the field, and the text of the value, that no description has.</summary>
    public const string FutureField = "field_of_the_future";

    private const string FutureValue = "VALUE_OF_THE_FUTURE";
    private const int DeepestRecursion = 2;
    private const int MostInstances = 200;

    private readonly Dictionary<JsonObject, int> _visits = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<JsonObject, int> _alternatives = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<JsonObject, JsonObject> _merged = new(ReferenceEqualityComparer.Instance);
    private readonly List<JsonObject> _open = [];
    private int _counter;
    private bool _isRequest;
    private bool _fromTheFuture;

    /// <param name="schema">What to make instances of.</param>
    /// <param name="isRequest">Whether the service reads it: what only the service writes is then left out.</param>
    /// <param name="fromTheFuture">Whether every object has a field, and every enum of strings a value, that is not described.</param>
    public IEnumerable<JsonNode?> Make(JsonNode schema, bool isRequest, bool fromTheFuture = false)
    {
        _isRequest = isRequest;
        _fromTheFuture = fromTheFuture;
        for (int i = 0; i < MostInstances; i++)
        {
            yield return Make(schema);
            if (_alternatives.All(choice => _visits[choice.Key] >= choice.Value))
                yield break;
        }

        throw new InvalidOperationException($"After {MostInstances} instances there were still alternatives that none had taken.");
    }

    private JsonNode? Make(JsonNode? node)
    {
        JsonObject schema = Schemas.Flatten(description, description.Resolve(node), _merged);
        if (schema["const"] is { } constant)
            return constant.DeepClone();
        if (schema["enum"] is JsonArray values)
            return MakeEnum(schema, values);
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray alternatives)
            return MakeAlternative(schema, alternatives);

        string? type = schema["type"] switch
        {
            JsonArray types => types[Next(schema, types.Count)]!.GetValue<string>(),
            JsonValue one => one.GetValue<string>(),
            _ => schema.ContainsKey("properties") ? "object" : schema.ContainsKey("items") ? "array" : null,
        };
        return type switch
        {
            null => MakeAnything(),
            "null" => null,
            "object" => MakeObject(schema),
            "array" => MakeArray(schema),
            "string" => MakeString(schema),
            "boolean" => Next(schema, 2) == 0,
            "integer" => MakeInteger(schema),
            "number" => MakeNumber(schema),
            _ => throw new NotSupportedException($"The type '{type}'."),
        };
    }

    private JsonNode? MakeEnum(JsonObject schema, JsonArray values)
    {
        JsonNode? value = values[Next(schema, values.Count)];
        bool isOpen = values.Count > 1 && value is not null && value.GetValueKind() == System.Text.Json.JsonValueKind.String;
        return _fromTheFuture && isOpen ? FutureValue : value?.DeepClone();
    }

    private JsonNode? MakeAlternative(JsonObject schema, JsonArray alternatives)
    {
        JsonNode? chosen = alternatives[Next(schema, alternatives.Count)];
        JsonNode? made = Make(chosen);
        if (made is JsonObject item && schema.ContainsKey("properties"))
        {
            foreach ((string name, JsonNode? value) in MakeObject(schema))
                item.TryAdd(name, value?.DeepClone());
        }

        return made;
    }

    private JsonObject MakeObject(JsonObject schema)
    {
        JsonObject made = [];
        _open.Add(schema);
        bool isDeep = _open.Count(open => ReferenceEquals(open, schema)) > DeepestRecursion;
        foreach ((string name, JsonNode? property) in schema["properties"]?.AsObject() ?? [])
        {
            bool isRequired = schema["required"]?.AsArray().Any(required => required!.GetValue<string>() == name) == true;
            string skipped = _isRequest ? "readOnly" : "writeOnly";
            if ((isDeep && !isRequired) || description.Resolve(property)[skipped]?.GetValue<bool>() == true)
                continue;
            made[name] = Make(property);
        }

        _open.RemoveAt(_open.Count - 1);
        bool isDescribed = schema["properties"] is JsonObject { Count: > 0 };
        if (schema["additionalProperties"] is JsonObject values)
        {
            made["first key"] = Make(values);
            made["second_key"] = Make(values);
        }
        else if (!isDescribed && !Schemas.IsFalse(schema["additionalProperties"]))
        {
            made["any_key"] = MakeAnything();
        }
        else if (_fromTheFuture)
        {
            made[FutureField] = MakeAnything();
        }

        return made;
    }

    private JsonArray MakeArray(JsonObject schema)
    {
        int least = (int)(Schemas.Number(schema["minItems"]) ?? 0);
        int most = (int)(Schemas.Number(schema["maxItems"]) ?? int.MaxValue);
        JsonArray made = [];
        for (int i = 0; i < Math.Clamp(2, least, most); i++)
            made.Add(Make(schema["items"]));
        return made;
    }

    private JsonValue MakeString(JsonObject schema)
    {
        int n = ++_counter;
        string text = schema["format"]?.GetValue<string>() switch
        {
            "date-time" => new DateTime(2026, 1 + (n % 12), 1 + (n % 28), n % 24, n % 60, 30, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            "uuid" => $"00000000-0000-4000-8000-{n:D12}",
            "uri" => $"https://example.com/{n}",
            "byte" => Convert.ToBase64String(BitConverter.GetBytes(n)),
            "int64" or "uint64" => n.ToString(CultureInfo.InvariantCulture),
            _ when schema["pattern"]?.GetValue<string>() is { } pattern => Patterns.Example(pattern, n),
            _ => $"text {n} ü🦊",
        };
        return JsonValue.Create(text[..(int)Math.Min(text.Length, Schemas.Number(schema["maxLength"]) ?? text.Length)]);
    }

    private JsonValue MakeInteger(JsonObject schema) =>
        JsonValue.Create(Math.Clamp(++_counter, (long)(Schemas.Number(schema["minimum"]) ?? 0), (long)(Schemas.Number(schema["maximum"]) ?? int.MaxValue)));

    private JsonValue MakeNumber(JsonObject schema) => JsonValue.Create(Math.Clamp(
        ++_counter + 0.5,
        Schemas.Number(schema["minimum"]) ?? double.MinValue,
        Schemas.Number(schema["maximum"]) ?? double.MaxValue));

    private JsonObject MakeAnything() => new() { ["deep"] = new JsonArray(1, "two", null, new JsonObject { ["three"] = 3.5 + ++_counter }) };

    private int Next(JsonObject schema, int alternatives)
    {
        _alternatives[schema] = alternatives;
        int visit = _visits.GetValueOrDefault(schema);
        _visits[schema] = visit + 1;
        return visit % alternatives;
    }
}
