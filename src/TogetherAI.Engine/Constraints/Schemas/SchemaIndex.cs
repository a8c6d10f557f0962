using System.Globalization;
using System.Text.Json;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>
/// Where everything in a schema is, and in the documents that were handed over with it: what <c>$id</c>, anchors and JSON pointers name.
/// Nothing is fetched. Used for one schema; not thread-safe.
/// </summary>
internal sealed class SchemaIndex
{
    private const string RootBase = "schema://whole/";
    private const int MaxDepth = 200;

    private static readonly string[] s_references = ["$ref", "$dynamicRef"];

    private readonly Dictionary<string, SchemaPlace> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Base, string Name), (SchemaPlace Place, bool IsDynamic)> _anchors = [];
    private readonly Dictionary<string, (string Base, SchemaDialect Dialect)> _bases = new(StringComparer.Ordinal);
    private readonly List<(string Base, string Reference)> _references = [];
    private readonly IReadOnlyDictionary<string, JsonElement> _documents;
    private string[]? _targets;

    public SchemaIndex(JsonElement root, IReadOnlyDictionary<string, JsonElement>? documents = null)
    {
        _documents = documents ?? new Dictionary<string, JsonElement>();
        Root = VisitDocument(RootBase, root, "#");

        // Which references are dynamic must be known before the first is followed.
        for (int i = 0; i < _references.Count; i++)
            _ = Find(Split(Resolve(_references[i].Base, _references[i].Reference)).Address);
    }

    /// <summary>Whether a reference can lead to different places, depending on where it is come from.</summary>
    public bool HasDynamicReferences { get; private set; }

    public SchemaPlace Root { get; }

    public SchemaPlace Child(SchemaPlace parent, JsonElement schema, params ReadOnlySpan<string> steps)
    {
        string path = parent.Path;
        foreach (string step in steps)
            path += "/" + SchemaText.Step(step);
        return At(schema, path, parent);
    }

    /// <summary>Whether references lead to what a keyword holds that no draft knows.</summary>
    public bool HoldsDefinitions(SchemaPlace schema, string keyword)
    {
        _targets ??= [.. _references.Select(one => Split(Resolve(one.Base, one.Reference))).Where(one => _resources.ContainsKey(one.Address)).Select(one =>
            $"{_resources[one.Address].Path}{one.Fragment}")];
        string path = $"{schema.Path}/{SchemaText.Step(keyword)}";
        return _targets.Any(target => target == path || target.StartsWith(path + "/", StringComparison.Ordinal));
    }

    /// <summary>What <c>$ref</c> or <c>$dynamicRef</c> leads to.</summary>
    /// <param name="from">The schema that has it.</param>
    /// <param name="keyword">Which of them.</param>
    /// <param name="scope">The resources that were come through, outermost first.</param>
    public SchemaPlace Follow(SchemaPlace from, string keyword, IEnumerable<string> scope)
    {
        string reference = SchemaText.Of(from.Require(keyword, JsonValueKind.String));
        (string address, string fragment) = Split(Resolve(from.Base, reference));
        SchemaPlace resource = Find(address)
            ?? throw from.Wrong(keyword, $"leads to {reference}, which is not in the same schema; nothing is fetched. Put that schema into this one's $defs.");
        if (fragment.Length == 0)
            return resource;
        if (fragment[0] == '/')
            return AtPointer(from, keyword, resource, fragment, reference);
        if (!_anchors.TryGetValue((address, fragment), out (SchemaPlace Place, bool IsDynamic) anchor))
            throw from.Wrong(keyword, $"leads to {reference}, which is not there.");
        if (keyword == "$dynamicRef" && anchor.IsDynamic)
        {
            foreach (string outer in scope)
            {
                if (_anchors.TryGetValue((outer, fragment), out (SchemaPlace Place, bool IsDynamic) found) && found.IsDynamic)
                    return found.Place;
            }
        }

        return anchor.Place;
    }

    /// <summary>The schema at an address, also where it is a document of its own; null where there is none.</summary>
    private SchemaPlace? Find(string address)
    {
        if (_resources.TryGetValue(address, out SchemaPlace? known))
            return known;
        return _documents.TryGetValue(address, out JsonElement document) || MetaSchemas.TryFind(address, out document) ? VisitDocument(address, document) : null;
    }

    private SchemaPlace VisitDocument(string address, JsonElement document, string? path = null)
    {
        SchemaPlace place = Visit(document, path ?? address + "#", address, SchemaDialect.Newest, 0);
        _resources[address] = place;
        return place;
    }

    private SchemaPlace At(JsonElement schema, string path, SchemaPlace around)
    {
        (string address, SchemaDialect dialect) = _bases.GetValueOrDefault(path, (around.Base, around.Dialect));
        return new SchemaPlace(schema, path, address, dialect);
    }

    private SchemaPlace Visit(JsonElement schema, string path, string address, SchemaDialect dialect, int depth)
    {
        if (depth > MaxDepth)
            throw new UnsupportedSchemaException(null, path, $"nests deeper than {MaxDepth} levels.");
        if (schema.ValueKind != JsonValueKind.Object)
            return new SchemaPlace(schema, path, address, dialect);
        dialect = SchemaDialect.Of(schema, dialect, _documents);
        if (schema.TryGetProperty("$id", out JsonElement id) && id.ValueKind == JsonValueKind.String && !(dialect.IsDraft7 && schema.TryGetProperty("$ref", out _)))
        {
            (string own, string name) = Split(Resolve(address, SchemaText.Of(id)));
            address = own;
            SchemaPlace place = new(schema, path, address, dialect);
            if (name.Length > 0)
                _anchors.TryAdd((address, name), (place, false));
            else
                _resources[address] = place;
        }

        _bases[path] = (address, dialect);
        foreach (string keyword in s_references)
        {
            if (schema.TryGetProperty(keyword, out JsonElement reference) && reference.ValueKind == JsonValueKind.String)
                _references.Add((address, SchemaText.Of(reference)));
        }

        foreach ((string keyword, bool isDynamic) in new[] { ("$anchor", false), ("$dynamicAnchor", true) })
        {
            if (schema.TryGetProperty(keyword, out JsonElement anchor) && anchor.ValueKind == JsonValueKind.String)
                _anchors.TryAdd((address, SchemaText.Of(anchor)), (new SchemaPlace(schema, path, address, dialect), isDynamic));
        }

        HasDynamicReferences |= schema.TryGetProperty("$dynamicRef", out _);
        foreach (JsonProperty property in schema.EnumerateObject())
            VisitParts(property, $"{path}/{SchemaText.Step(property.Name)}", address, dialect, depth + 1);
        return new SchemaPlace(schema, path, address, dialect);
    }

    private void VisitParts(JsonProperty property, string path, string address, SchemaDialect dialect, int depth)
    {
        if (property.Value.ValueKind == JsonValueKind.Object && SchemaKeywords.OfNamedSchemas.Contains(property.Name))
        {
            foreach (JsonProperty named in property.Value.EnumerateObject())
                Visit(named.Value, $"{path}/{SchemaText.Step(named.Name)}", address, dialect, depth);
        }
        else if (property.Value.ValueKind == JsonValueKind.Array && SchemaKeywords.OfSchemas.Contains(property.Name))
        {
            foreach ((int index, JsonElement one) in property.Value.EnumerateArray().Index())
                Visit(one, string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"), address, dialect, depth);
        }
        else if (SchemaKeywords.OfSchema.Contains(property.Name))
        {
            Visit(property.Value, path, address, dialect, depth);
        }
    }

    private SchemaPlace AtPointer(SchemaPlace from, string keyword, SchemaPlace resource, string pointer, string reference)
    {
        (JsonElement place, SchemaPlace at) = (resource.Element, resource);
        foreach (string part in pointer.Split('/').Skip(1))
        {
            string name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            bool found = place.ValueKind switch
            {
                JsonValueKind.Object => place.TryGetProperty(name, out place),
                JsonValueKind.Array => TryGetItem(name, ref place),
                _ => false,
            };
            if (!found)
                throw from.Wrong(keyword, $"leads to {reference}, which is not there.");
            at = At(place, $"{at.Path}/{SchemaText.Step(name)}", at);
        }

        return at;
    }

    private static bool TryGetItem(string name, ref JsonElement array)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= array.GetArrayLength())
            return false;
        array = array[index];
        return true;
    }

    private static string Resolve(string address, string reference)
    {
        if (reference.StartsWith('#'))
            return address + reference;
        return Uri.TryCreate(reference, UriKind.Absolute, out _) && reference.Contains(':', StringComparison.Ordinal)
            ? reference
            : Uri.TryCreate(address, UriKind.Absolute, out Uri? known) && Uri.TryCreate(known, reference, out Uri? whole) ? whole.ToString() : reference;
    }

    private static (string Address, string Fragment) Split(string reference)
    {
        int mark = reference.IndexOf('#', StringComparison.Ordinal);
        return mark < 0 ? (reference, "") : (reference[..mark], Uri.UnescapeDataString(reference[(mark + 1)..]));
    }
}
