using System.Globalization;
using System.Text.Json;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>Where everything in a schema is: what <c>$id</c>, anchors and JSON pointers name. Nothing is fetched. Immutable once made.</summary>
internal sealed class SchemaIndex
{
    private const string RootBase = "schema://whole/";
    private const int MaxDepth = 200;

    private readonly Dictionary<string, SchemaPlace> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Base, string Name), (SchemaPlace Place, bool IsDynamic)> _anchors = [];
    private readonly Dictionary<string, string> _bases = new(StringComparer.Ordinal);

    public SchemaIndex(JsonElement root)
    {
        IsDraft7 = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("$schema", out JsonElement draft)
            && draft.ValueKind == JsonValueKind.String && draft.GetString()!.Contains("draft-0", StringComparison.Ordinal);
        _resources.Add(RootBase, new SchemaPlace(root, "#", RootBase));
        Root = Visit(root, "#", RootBase, 0);
    }

    /// <summary>Whether what stands beside <c>$ref</c> counts for nothing, as up to draft 7.</summary>
    public bool IsDraft7 { get; }

    /// <summary>Whether a reference can lead to different places, depending on where it is come from.</summary>
    public bool HasDynamicReferences { get; private set; }

    public SchemaPlace Root { get; }

    public SchemaPlace Child(SchemaPlace parent, JsonElement schema, params ReadOnlySpan<string> steps)
    {
        string path = parent.Path;
        foreach (string step in steps)
            path += "/" + SchemaText.Step(step);
        return new SchemaPlace(schema, path, _bases.GetValueOrDefault(path, parent.Base));
    }

    /// <summary>What <c>$ref</c> or <c>$dynamicRef</c> leads to.</summary>
    /// <param name="from">The schema that has it.</param>
    /// <param name="keyword">Which of them.</param>
    /// <param name="scope">The resources that were come through, outermost first.</param>
    public SchemaPlace Follow(SchemaPlace from, string keyword, IEnumerable<string> scope)
    {
        string reference = SchemaText.Of(from.Require(keyword, JsonValueKind.String));
        (string address, string fragment) = Split(Resolve(from.Base, reference));
        if (!_resources.TryGetValue(address, out SchemaPlace? resource))
            throw from.Wrong(keyword, $"leads to {reference}, which is not in the same schema; nothing is fetched.");
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

    private SchemaPlace Visit(JsonElement schema, string path, string address, int depth)
    {
        if (depth > MaxDepth)
            throw new UnsupportedSchemaException(null, path, $"nests deeper than {MaxDepth} levels.");
        if (schema.ValueKind != JsonValueKind.Object)
            return new SchemaPlace(schema, path, address);
        if (schema.TryGetProperty("$id", out JsonElement id) && id.ValueKind == JsonValueKind.String && !(IsDraft7 && schema.TryGetProperty("$ref", out _)))
        {
            (string own, string name) = Split(Resolve(address, SchemaText.Of(id)));
            address = own;
            SchemaPlace place = new(schema, path, address);
            if (name.Length > 0)
                _anchors.TryAdd((address, name), (place, false));
            else
                _resources[address] = place;
        }

        _bases[path] = address;
        foreach ((string keyword, bool isDynamic) in new[] { ("$anchor", false), ("$dynamicAnchor", true) })
        {
            if (schema.TryGetProperty(keyword, out JsonElement anchor) && anchor.ValueKind == JsonValueKind.String)
                _anchors.TryAdd((address, SchemaText.Of(anchor)), (new SchemaPlace(schema, path, address), isDynamic));
        }

        HasDynamicReferences |= schema.TryGetProperty("$dynamicRef", out _);
        foreach (JsonProperty property in schema.EnumerateObject())
            VisitParts(property, $"{path}/{SchemaText.Step(property.Name)}", address, depth + 1);
        return new SchemaPlace(schema, path, address);
    }

    private void VisitParts(JsonProperty property, string path, string address, int depth)
    {
        if (property.Value.ValueKind == JsonValueKind.Object && SchemaKeywords.OfNamedSchemas.Contains(property.Name))
        {
            foreach (JsonProperty named in property.Value.EnumerateObject())
                Visit(named.Value, $"{path}/{SchemaText.Step(named.Name)}", address, depth);
        }
        else if (property.Value.ValueKind == JsonValueKind.Array && SchemaKeywords.OfSchemas.Contains(property.Name))
        {
            foreach ((int index, JsonElement one) in property.Value.EnumerateArray().Index())
                Visit(one, string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"), address, depth);
        }
        else if (SchemaKeywords.OfSchema.Contains(property.Name))
        {
            Visit(property.Value, path, address, depth);
        }
    }

    private SchemaPlace AtPointer(SchemaPlace from, string keyword, SchemaPlace resource, string pointer, string reference)
    {
        (JsonElement place, string path, string address) = (resource.Element, resource.Path, resource.Base);
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
            path += "/" + SchemaText.Step(name);
            address = _bases.GetValueOrDefault(path, address);
        }

        return new SchemaPlace(place, path, address);
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
