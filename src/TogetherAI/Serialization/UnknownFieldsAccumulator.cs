using System.Text.Json;

namespace TogetherAI;

/// <summary>Puts the unknown fields of an answer's pieces together for the whole: of each name the last value stands. Not thread-safe.</summary>
internal sealed class UnknownFieldsAccumulator
{
    private Dictionary<string, JsonElement>? _fields;

    public void Add(WireModel piece)
    {
        if (piece.ExtensionData is null)
            return;
        _fields ??= [];
        foreach ((string name, JsonElement value) in piece.ExtensionData)
            _fields[name] = value;
    }

    public Dictionary<string, JsonElement>? Build() => _fields;
}
