using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// Puts calls together from their pieces. A piece belongs to the call of its index; one without an index begins a new call if it has an id
/// of its own, else it goes on with the last. Not thread-safe.
/// </summary>
internal sealed class ToolCallsAccumulator
{
    private readonly List<Entry> _entries = [];

    public void Add(IReadOnlyList<ToolCall> pieces)
    {
        foreach (ToolCall piece in pieces)
        {
            Entry entry = Find(piece);
            entry.Call = entry.Call with
            {
                Id = piece.Id is { Length: > 0 } ? piece.Id : entry.Call.Id,
                Type = piece.Type ?? entry.Call.Type,
                ExtensionData = piece.ExtensionData ?? entry.Call.ExtensionData,
            };
            entry.Name = piece.Function?.Name is { Length: > 0 } name ? name : entry.Name;
            entry.Arguments.Append(piece.Function?.Arguments);
            entry.UnknownOfFunction = piece.Function?.ExtensionData ?? entry.UnknownOfFunction;
        }
    }

    public IReadOnlyList<ToolCall>? Build() => _entries.Count == 0
        ? null
        : [.. _entries.Select(static entry => entry.Call with
        {
            Function = new FunctionCall { Name = entry.Name, Arguments = entry.Arguments.ToString(), ExtensionData = entry.UnknownOfFunction },
        })];

    private Entry Find(ToolCall piece)
    {
        Entry? entry = piece.Index is { } index
            ? _entries.Find(candidate => candidate.Call.Index == index)
            : _entries.LastOrDefault(candidate => piece.Id is not { Length: > 0 } || candidate.Call.Id == piece.Id);
        if (entry is null)
        {
            entry = new Entry { Call = new ToolCall { Index = piece.Index } };
            _entries.Add(entry);
        }

        return entry;
    }

    private sealed class Entry
    {
        public required ToolCall Call { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();

        public Dictionary<string, JsonElement>? UnknownOfFunction { get; set; }
    }
}
