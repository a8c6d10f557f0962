using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI;

/// <summary>An input from a file: a line of JSON, a row of a table, a text.</summary>
public sealed record BatchRow
{
    /// <summary>What tells it from all others.</summary>
    public required string Key { get; init; }

    /// <summary>Where it stands, for people: <c>reviews.csv, line 3</c>.</summary>
    public required string Place { get; init; }

    /// <summary>Its fields. They are this row's own.</summary>
    public required JsonObject Fields { get; init; }

    /// <summary>A field that is a text.</summary>
    /// <param name="field">Its name; where there is none of that name, one that differs by the case of its letters.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">There is no such field, or it is no string; the message names the row and what there is.</exception>
    public string Text(string field) => FindText(field)
        ?? throw new ArgumentException($"{Place} has no text in the field '{field}'; there {(Fields.Count == 0 ? "are no fields" : "is " + string.Join(", ", Fields.Select(static other => other.Key)))}.");

    /// <summary>A field that is a text, if there is one.</summary>
    /// <param name="field">Its name; where there is none of that name, one that differs by the case of its letters.</param>
    /// <returns>The text; null where there is no such field, or it is no string.</returns>
    public string? FindText(string field)
    {
        JsonNode? found = Fields.TryGetPropertyValue(field, out JsonNode? exact)
            ? exact
            : Fields.FirstOrDefault(other => other.Key.Equals(field, StringComparison.OrdinalIgnoreCase)).Value;
        return found is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
    }
}
