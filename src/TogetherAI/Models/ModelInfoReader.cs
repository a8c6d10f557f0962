using System.Globalization;
using System.Text.Json;
using static TogetherAI.JsonValues;

namespace TogetherAI;

/// <summary>
/// Reads the models of a list, hundreds in one answer, without the boxes that the generated reader makes for every value of an object that
/// cannot be changed. <see cref="ModelListConverter"/> reads what stands around them; a test holds this to what the generated reader reads.
/// </summary>
internal static class ModelInfoReader
{
    public static ModelInfo[] ReadModels(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartArray);
        List<ModelInfo> models = [];
        string? kind = null; // the same for all
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            models.Add(ReadModel(ref reader, ref kind));
        return [.. models];
    }

    private static ModelInfo ReadModel(ref Utf8JsonReader reader, ref string? lastKind)
    {
        Require(ref reader, JsonTokenType.StartObject);
        string? id = null, kind = null, displayName = null, organization = null, link = null, license = null;
        long created = 0;
        ModelType? type = null;
        int? contextLength = null;
        ModelPricing? pricing = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
                id = ReadString(ref reader);
            else if (reader.ValueTextEquals("object"u8))
                kind = ReadRepeated(ref reader, ref lastKind);
            else if (reader.ValueTextEquals("created"u8))
                created = ReadInt64(ref reader) ?? throw NotNull("created");
            else if (reader.ValueTextEquals("type"u8))
                type = ReadWireString<ModelType>(ref reader);
            else if (reader.ValueTextEquals("display_name"u8))
                displayName = ReadString(ref reader);
            else if (reader.ValueTextEquals("organization"u8))
                organization = ReadString(ref reader);
            else if (reader.ValueTextEquals("link"u8))
                link = ReadString(ref reader);
            else if (reader.ValueTextEquals("license"u8))
                license = ReadString(ref reader);
            else if (reader.ValueTextEquals("context_length"u8))
                contextLength = ReadInt32(ref reader);
            else if (reader.ValueTextEquals("pricing"u8))
                pricing = ReadPricing(ref reader);
            else
                Keep(ref reader, ref unknown);
        }

        return new ModelInfo
        {
            Id = id!, Object = kind!, Created = created, Type = type, DisplayName = displayName, Organization = organization, Link = link,
            License = license, ContextLength = contextLength, Pricing = pricing, ExtensionData = unknown,
        };
    }

    private static ModelPricing? ReadPricing(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.StartObject);
        decimal? input = null, output = null, cachedInput = null, hourly = null, @base = null, finetune = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("input"u8))
                input = ReadDecimal(ref reader);
            else if (reader.ValueTextEquals("output"u8))
                output = ReadDecimal(ref reader);
            else if (reader.ValueTextEquals("cached_input"u8))
                cachedInput = ReadDecimal(ref reader);
            else if (reader.ValueTextEquals("hourly"u8))
                hourly = ReadDecimal(ref reader);
            else if (reader.ValueTextEquals("base"u8))
                @base = ReadDecimal(ref reader);
            else if (reader.ValueTextEquals("finetune"u8))
                finetune = ReadDecimal(ref reader);
            else
                Keep(ref reader, ref unknown);
        }

        return new ModelPricing
        {
            Input = input, Output = output, CachedInput = cachedInput, Hourly = hourly, Base = @base, Finetune = finetune, ExtensionData = unknown,
        };
    }

    private static decimal? ReadDecimal(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal value))
            return value;
        if (reader.TokenType == JsonTokenType.String && decimal.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return value;
        throw new JsonException($"Expected a price, found {reader.TokenType}.");
    }
}
