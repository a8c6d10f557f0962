using System.Text.Json;
using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Schemas;

namespace TogetherAI.Engine.Constraints;

/// <summary>A JSON value that meets a JSON Schema (drafts 7 and 2020-12). Immutable and thread-safe.</summary>
/// <remarks>
/// <para>
/// Every keyword of the two drafts that asks something of a value is enforced, alone and together, also under <c>allOf</c>, <c>anyOf</c>,
/// <c>oneOf</c>, <c>not</c> and <c>if</c>, and <c>$ref</c> to any place in the same schema, also to itself; <c>format</c> is not a note but a
/// demand. What cannot be enforced is refused and never passed over: a reference that would have to be fetched, <c>uniqueItems</c> for arrays
/// and objects, a pattern that refers back to a group or looks around in the middle, a format or a keyword that is not known, and whatever
/// would take too many states. Notes such as <c>title</c>, and keywords that begin with <c>x-</c>, ask for nothing.
/// </para>
/// <para>
/// What is written is one of the values that the schema allows, not each of them: on one line, with or without one space after a comma or a
/// colon; the properties that are named in the schema's order, then others; numbers of at most 15 digits, integers without a point; at most
/// 60 levels deep; and, by default, what <see cref="JsonSchemaReading.Narrow"/> says.
/// </para>
/// </remarks>
public sealed class JsonSchemaConstraint : OutputConstraint
{
    private JsonSchemaConstraint(Node root)
        : base(root)
    {
    }

    /// <summary>Makes a constraint of a schema.</summary>
    /// <param name="schema">The schema: an object, or <c>true</c>. Not kept. Draft 7 where its <c>$schema</c> says so, else draft 2020-12.</param>
    /// <param name="reading">How much of what the schema allows may be written.</param>
    /// <param name="documents">
    /// Other schemas that references lead to, each by its address without a fragment. Not kept. Null for none: nothing is ever fetched, and a
    /// reference that leads elsewhere is refused. The schemas of draft 7 and 2020-12 are known.
    /// </param>
    /// <returns>The constraint.</returns>
    /// <exception cref="UnsupportedSchemaException">
    /// The schema asks for what this engine cannot enforce, is no schema, is too large, or no finite value could meet it; the exception
    /// names the keyword and its place.
    /// </exception>
    public static JsonSchemaConstraint Parse(
        JsonElement schema, JsonSchemaReading reading = JsonSchemaReading.Narrow, IReadOnlyDictionary<string, JsonElement>? documents = null) =>
        new(new SchemaCompiler(schema, reading, documents).Compile());
}
