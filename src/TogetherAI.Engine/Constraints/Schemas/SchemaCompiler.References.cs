using System.Globalization;
using System.Text.Json;
using TogetherAI.Engine.Constraints.Automaton;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>What <c>$ref</c> leads to.</summary>
internal sealed partial class SchemaCompiler
{
    private ReferenceNode Reference(Schema schema, JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String || !(reference.GetString() is { } pointer && (pointer == "#" || pointer.StartsWith("#/", StringComparison.Ordinal))))
            throw schema.Wrong("$ref", "must be a place in the same schema, such as #/$defs/node; nothing is fetched.");
        if (_references.TryGetValue(pointer, out ReferenceNode? known))
            return known;
        ReferenceNode node = new();
        _references.Add(pointer, node);
        node.Target = Compile(new Schema(Find(schema, pointer), pointer));
        Add(node);
        return node;
    }

    /// <summary>A JSON pointer (RFC 6901) as the fragment of a URI.</summary>
    private JsonElement Find(Schema from, string pointer)
    {
        JsonElement place = root;
        foreach (string part in pointer.Split('/').Skip(1))
        {
            string name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            bool found = place.ValueKind switch
            {
                JsonValueKind.Object => place.TryGetProperty(name, out place),
                JsonValueKind.Array => TryGetItem(name, ref place),
                _ => false,
            };
            if (!found)
                throw from.Wrong("$ref", $"leads to {pointer}, which is not there.");
        }

        return place;
    }

    private static bool TryGetItem(string name, ref JsonElement array)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= array.GetArrayLength())
            return false;
        array = array[index];
        return true;
    }

    /// <summary>A reference that leads back to itself without a value in between says nothing, and following it would not end.</summary>
    private void RefuseEmptyCircles()
    {
        HashSet<Node> open = [], done = [];
        foreach ((string pointer, ReferenceNode reference) in _references)
        {
            if (LeadsBack(reference))
                throw new UnsupportedSchemaException("$ref", pointer, "leads back to itself without a value in between.");
        }

        bool LeadsBack(Node node)
        {
            if (done.Contains(node))
                return false;
            if (!open.Add(node))
                return true;
            bool back = node switch
            {
                ReferenceNode reference => LeadsBack(reference.Target!),
                ChoiceNode choice => choice.Choices.Any(LeadsBack),
                _ => false,
            };
            open.Remove(node);
            done.Add(node);
            return back;
        }
    }
}
