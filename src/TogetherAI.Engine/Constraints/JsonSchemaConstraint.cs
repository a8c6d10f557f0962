using System.Text.Json;
using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Schemas;

namespace TogetherAI.Engine.Constraints;

/// <summary>A JSON value that meets a JSON Schema (draft 2020-12). Immutable and thread-safe.</summary>
/// <remarks>
/// <para>
/// Enforced: <c>type</c> (also a list), <c>properties</c>, <c>required</c>, <c>additionalProperties</c>, <c>items</c>, <c>minItems</c>,
/// <c>maxItems</c>, <c>minLength</c>, <c>maxLength</c>, <c>enum</c>, <c>const</c>, <c>anyOf</c>, <c>$ref</c> within the schema (also to
/// itself), <c>true</c> and <c>false</c>. Annotations such as <c>title</c> are passed over. Any other keyword is refused, since passing over
/// it would give values that break the schema.
/// </para>
/// <para>
/// What is written is one of the values that the schema allows, not each of them: on one line, with or without one space after a comma or a
/// colon; properties in the schema's order, none that it does not name (unless it names none); numbers of at most 15 digits before and
/// after the point; at most 60 levels deep.
/// </para>
/// </remarks>
public sealed class JsonSchemaConstraint : OutputConstraint
{
    private JsonSchemaConstraint(Node root)
        : base(root)
    {
    }

    /// <summary>Makes a constraint of a schema.</summary>
    /// <param name="schema">The schema: an object, or <c>true</c>. Not kept.</param>
    /// <returns>The constraint.</returns>
    /// <exception cref="UnsupportedSchemaException">
    /// The schema asks for what this engine cannot enforce, is no schema, is too large, or no finite value could meet it; the exception
    /// names the keyword and its place.
    /// </exception>
    public static JsonSchemaConstraint Parse(JsonElement schema) => new(new SchemaCompiler(schema).Compile());
}
