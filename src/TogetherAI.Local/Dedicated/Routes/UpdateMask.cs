using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>Which fields an update writes: those of <c>updateMask</c>, or else those that are there and not empty.</summary>
internal sealed class UpdateMask
{
    private readonly HashSet<string>? _named;
    private readonly HashSet<string> _there;

    public UpdateMask(string? mask, FieldReader body, params ReadOnlySpan<string> fields)
    {
        _there = [.. body.Names.Where(name => body.Find(name) is { } value && !IsEmpty(value))];
        if (!string.IsNullOrEmpty(mask))
        {
            _named = [.. mask.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            foreach (string name in _named)
            {
                if (!fields.Contains(name.Split('.')[0]))
                    throw ApiException.Invalid("updateMask", $"updateMask names {name}; what can be changed is {string.Join(", ", fields)}.");
            }
        }

        List<string> written = [];
        foreach (string field in fields)
        {
            if (Writes(field))
                written.Add(field);
        }

        Written = written.Count > 0 ? written : throw ApiException.Invalid(null, "no fields to update");
    }

    /// <summary>The fields that are written, at least one.</summary>
    public IReadOnlyList<string> Written { get; }

    /// <summary>The fields that were named; null where those that are there count.</summary>
    public IReadOnlySet<string>? Named => _named;

    /// <summary>Whether the field, or a part of it, is written.</summary>
    public bool Writes(string field) => _named is null
        ? _there.Contains(field)
        : _named.Contains(field) || _named.Any(name => name.StartsWith(field + ".", StringComparison.Ordinal));

    private static bool IsEmpty(System.Text.Json.JsonElement value) =>
        value.ValueKind == System.Text.Json.JsonValueKind.Array && value.GetArrayLength() == 0;
}
