using System.Text.Json;

namespace TogetherAI;

/// <summary>A request that takes fields this version of the library does not know.</summary>
internal interface IExtraBody
{
    Dictionary<string, JsonElement>? Fields { get; }
}
