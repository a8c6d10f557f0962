using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace TogetherAI.Engine.Templates;

/// <summary>
/// Keeps what is said in a conversation from being taken for a special token: within each written form of one that stands there it puts a
/// character that stands nowhere else, which the tokenizer takes out again when it has looked for special tokens. Immutable and thread-safe.
/// </summary>
internal sealed class PromptGuard
{
    // Private use: nothing is ever made of such a character by normalising, and hardly anybody writes one.
    private const char FirstGuard = '\uE5F0', LastGuard = '\uF8FF';

    private readonly SearchValues<string>? _special;

    /// <param name="special">The written forms of the special tokens.</param>
    public PromptGuard(IEnumerable<string> special)
    {
        // Some files look for them in text that was made lower case.
        string[] all = [.. special];
        _special = all.Length > 0 ? SearchValues.Create(all, StringComparison.OrdinalIgnoreCase) : null;
    }

    /// <summary>The conversation with its guards, and what they are; null where none is needed.</summary>
    public (ChatTemplateContext Context, char Guard)? Guarded(ChatTemplateContext context)
    {
        if (_special is null || !(NeedsGuard(context.Messages) || NeedsGuard(context.Tools) || NeedsGuard(context.Variables)))
            return null;
        char guard = FirstGuard;
        while (guard < LastGuard && (Holds(context.Messages, guard) || Holds(context.Tools, guard) || Holds(context.Variables, guard)))
            guard++;
        return (context with
        {
            Messages = Copy(context.Messages, guard)!.AsArray(),
            Tools = Copy(context.Tools, guard)?.AsArray(),
            Variables = Copy(context.Variables, guard)?.AsObject(),
        }, guard);
    }

    private bool NeedsGuard(JsonNode? node) => Any(node, text => text.AsSpan().ContainsAny(_special!));

    private static bool Holds(JsonNode? node, char character) => Any(node, text => text.Contains(character, StringComparison.Ordinal));

    private static bool Any(JsonNode? node, Func<string, bool> holds) => node switch
    {
        JsonObject entries => entries.Any(entry => holds(entry.Key) || Any(entry.Value, holds)),
        JsonArray items => items.Any(item => Any(item, holds)),
        JsonValue value => value.TryGetValue(out string? text) && holds(text),
        _ => false,
    };

    private JsonNode? Copy(JsonNode? node, char guard) => node switch
    {
        JsonObject entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(Guard(entry.Key, guard), Copy(entry.Value, guard)))),
        JsonArray items => new JsonArray([.. items.Select(item => Copy(item, guard))]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Guard(text, guard)),
        _ => node?.DeepClone(),
    };

    /// <summary>After the first character of each written form, also where one begins within another.</summary>
    private string Guard(string text, char guard)
    {
        StringBuilder? guarded = null;
        int done = 0;
        while (text.AsSpan(done).IndexOfAny(_special!) is >= 0 and var at)
        {
            int first = char.IsHighSurrogate(text[done + at]) ? 2 : 1;
            (guarded ??= new StringBuilder(text.Length + 8)).Append(text, done, at + first).Append(guard);
            done += at + first;
        }

        return guarded is null ? text : guarded.Append(text, done, text.Length - done).ToString();
    }
}
