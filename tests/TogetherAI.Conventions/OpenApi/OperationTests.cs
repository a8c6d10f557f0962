using TogetherAI.Testing;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>The client has the operations it promises, where the service has them.</summary>
public class OperationTests
{
    /// <summary>What the service has and its description lacks: API-NOTES.md says how that is known.</summary>
    private static readonly string[] s_undescribed =
    [
        "POST v1/responses", // section 8: in beta
        "POST v1/files", // section 10: the upload flows of the official SDKs
        "POST v1/files/{}/preprocess",
        "POST v1/files/multipart/initiate",
        "POST v1/files/multipart/complete",
        "POST v1/files/multipart/abort",
    ];

    [Fact]
    public void Every_promised_operation_has_a_descriptor() =>
        Product.NoFindings(PromisedOperations.All.Except(Descriptor.All.Select(static descriptor => descriptor.Key)));

    [Fact]
    public void Every_descriptor_is_an_operation_of_the_service() => Product.NoFindings(
        from descriptor in Descriptor.All
        where !ApiDescription.Shared.Operations.ContainsKey(descriptor.Key) && !s_undescribed.Contains(descriptor.Key)
        select descriptor.ToString());

    [Fact]
    public void What_is_called_undescribed_is_undescribed() => Product.NoFindings(s_undescribed.Where(ApiDescription.Shared.Operations.ContainsKey));

    [Fact]
    public void A_descriptor_writes_a_body_where_the_service_reads_one() => Product.NoFindings(
        from descriptor in Descriptor.All
        where ApiDescription.Shared.Operations.ContainsKey(descriptor.Key)
        let described = ApiDescription.Shared.Operations[descriptor.Key]
        where described.Request is null != descriptor.Request is null
        select $"{descriptor}: the service {(described.Request is null ? "reads no JSON" : "reads JSON")}, the descriptor {(descriptor.Request is null ? "writes none" : "writes it")}");

    [Fact]
    public void Every_described_parameter_of_a_query_is_named_in_the_folder_of_its_operation() => Product.NoFindings(
        from descriptor in Descriptor.All
        let described = ApiDescription.Shared.Operations.GetValueOrDefault(descriptor.Key)
        where described is not null
        let sources = SourcesBeside(descriptor)
        from name in described.Query
        where !sources.Contains($"\"{name}\"", StringComparison.Ordinal) && !sources.Contains($"?{name}=", StringComparison.Ordinal)
        select $"{descriptor}: {name}");

    [Fact]
    public void Every_correction_of_the_description_is_still_needed_and_says_why()
    {
        Product.NoFindings(ApiDescription.Shared.StaleCorrections.Select(static correction => correction.At + " changes nothing"));
        Product.NoFindings(ApiDescription.Shared.Corrections
            .Where(static correction => !correction.Because.Contains("API-NOTES", StringComparison.Ordinal))
            .Select(static correction => $"{correction.At}: '{correction.Because}' names no section of API-NOTES.md"));
    }

    /// <summary>The feature's sources, those that its parts share included.</summary>
    private static string SourcesBeside(Descriptor descriptor)
    {
        string file = Product.Sources.Single(file => file.EndsWith($"/{descriptor.Name.Split('.')[0]}.cs", StringComparison.Ordinal));
        string feature = RepositoryFiles.Path([.. file.Split('/').Take(3)]);
        return string.Concat(Directory.EnumerateFiles(feature, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
    }
}
