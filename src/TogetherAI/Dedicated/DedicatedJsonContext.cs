using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// How the second version of the API is read and written: its names are in camel case, its numbers follow the JSON mapping of Protocol
/// Buffers, where a number without a value is the text NaN.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters =
    [
        typeof(DurationConverter),
        typeof(TimestampConverter),
        typeof(WireListConverter<ConfigCertification>),
        typeof(WireListConverter<ConfigSelector>),
        typeof(WireListConverter<DedicatedConfig>),
        typeof(WireListConverter<DedicatedDeployment>),
        typeof(WireListConverter<DedicatedEndpoint>),
        typeof(WireListConverter<DedicatedEvent>),
        typeof(WireListConverter<DedicatedModel>),
        typeof(WireListConverter<DedicatedModelFile>),
        typeof(WireListConverter<DedicatedModelRevision>),
        typeof(WireListConverter<DeploymentAnalytics>),
        typeof(WireListConverter<DeploymentMetrics>),
        typeof(WireListConverter<DeploymentProfile>),
        typeof(WireListConverter<DeploymentSummary>),
        typeof(WireListConverter<InstanceRegion>),
        typeof(WireListConverter<InstanceType>),
        typeof(WireListConverter<MetricsPoint>),
        typeof(WireListConverter<ModelDtypeCount>),
        typeof(WireListConverter<PublicEndpoint>),
        typeof(WireListConverter<RemoteModelUpload>),
        typeof(WireListConverter<RemoteModelUploadEvent>),
        typeof(WireListConverter<RevisionValidationError>),
        typeof(WireListConverter<ScalingMetric>),
        typeof(WireListConverter<string>),
        typeof(WireListConverter<SupportedModel>),
        typeof(WireListConverter<TrafficSplitEntry>),
    ])]
[JsonSerializable(typeof(CursorPage<DedicatedEndpoint>))]
[JsonSerializable(typeof(CursorPage<PublicEndpoint>))]
[JsonSerializable(typeof(CursorPage<DedicatedEvent>))]
[JsonSerializable(typeof(CursorPage<DedicatedDeployment>))]
[JsonSerializable(typeof(CursorPage<DedicatedModel>))]
[JsonSerializable(typeof(CursorPage<DedicatedModelRevision>))]
[JsonSerializable(typeof(CursorPage<RemoteModelUpload>))]
[JsonSerializable(typeof(CursorPage<RemoteModelUploadEvent>))]
[JsonSerializable(typeof(CursorPage<DedicatedConfig>))]
[JsonSerializable(typeof(CursorPage<SupportedModel>))]
[JsonSerializable(typeof(CursorPage<InstanceType>))]
[JsonSerializable(typeof(CreateDedicatedDeploymentRequest))]
[JsonSerializable(typeof(CreateDedicatedEndpointRequest))]
[JsonSerializable(typeof(CreateDedicatedModelRequest))]
[JsonSerializable(typeof(CreateRemoteModelUploadRequest))]
[JsonSerializable(typeof(DedicatedConfig))]
[JsonSerializable(typeof(DedicatedDeployment))]
[JsonSerializable(typeof(DedicatedDeploymentUpdate))]
[JsonSerializable(typeof(DedicatedEndpoint))]
[JsonSerializable(typeof(DedicatedEndpointUpdate))]
[JsonSerializable(typeof(DedicatedModel))]
[JsonSerializable(typeof(DedicatedModelFileList))]
[JsonSerializable(typeof(DedicatedModelRevision))]
[JsonSerializable(typeof(DedicatedModelUpdate))]
[JsonSerializable(typeof(EndpointAnalytics))]
[JsonSerializable(typeof(InstanceType))]
[JsonSerializable(typeof(RemoteModelUpload))]
[JsonSerializable(typeof(SupportedModel))]
internal sealed partial class DedicatedJsonContext : JsonSerializerContext;
