using System.Globalization;

namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>Supported models and instance types as the service writes them.</summary>
internal static class Catalog
{
    public const string Llama = "meta-llama/Llama-3.3-70B-Instruct";

    public static RentRequest Rent { get; } = new() { Model = Llama, IdleStop = IdleStop.After(TimeSpan.FromMinutes(30)) };

    public static string List(params IEnumerable<string> entries) => $$"""{"object":"list","data":[{{string.Join(",", entries)}}]}""";

    public static string Model(string name, params IEnumerable<string> profiles) => ModelFor("CAPABILITY_CHAT", name, profiles);

    public static string ModelFor(string capability, string name, params IEnumerable<string> profiles) =>
        $$"""
        {"id":"arch_{{name.Replace('/', '_')}}","name":"{{name}}","displayName":"{{name}}","status":"SUPPORTED_MODEL_STATUS_SUPPORTED",
        "products":["PRODUCT_DEDICATED"],"capabilities":["{{capability}}"],"deploymentProfiles":[{{string.Join(",", profiles)}}]}
        """;

    public static string Profile(string id, string gpu, int gpus = 1, double speed = 50, string quantization = "FP8") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"profileId":"{{{id}}}","model":"projects/p/models/ml_1","config":"projects/p/configs/{{{id}}}","gpuType":"{{{gpu}}}","gpuCount":{{{gpus}}},
        "quantization":"{{{quantization}}}","parallelism":"TP{{{gpus}}}","performanceBenchmarks":{"decodingSpeedTps":{{{speed}}}}}
        """);

    /// <param name="id">Such as <c>1xnvidia-h100-80gb</c>.</param>
    /// <param name="cents">The price of an hour.</param>
    /// <param name="regions">Such as <c>us-east=3</c>, <c>us-west>=5</c> or <c>eu?</c>.</param>
    public static string Type(string id, int cents, params IEnumerable<string> regions)
    {
        string gpu = id.Contains("h200") ? "H200" : id.Contains("b200") ? "B200" : "H100";
        return $$"""
            {"id":"{{id}}","name":"{{id}}","description":"","gpuType":"{{gpu}}","gpuCount":{{id[0]}},"gpuMemoryGib":80,"priceCentsPerHour":{{cents}},
            "regions":[{{string.Join(",", regions.Select(Region))}}]}
            """;
    }

    private static string Region(string text)
    {
        string[] parts = text.Split("=");
        if (parts.Length == 1)
            return $$"""{"name":"{{text.TrimEnd('?')}}"}""";
        string relation = parts[0].EndsWith('>') ? "RELATION_GTE" : "RELATION_EQ";
        return $$$"""{"name":"{{{parts[0].TrimEnd('>')}}}","headroom":{"value":{{{parts[1]}}},"relation":"{{{relation}}}"}}""";
    }
}
