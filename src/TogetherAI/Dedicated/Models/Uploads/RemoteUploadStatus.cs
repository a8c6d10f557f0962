using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How far an import of files is. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<RemoteUploadStatus>))]
public readonly struct RemoteUploadStatus : IEquatable<RemoteUploadStatus>, IWireString<RemoteUploadStatus>
{
    private static readonly RemoteUploadStatus[] s_wellKnown;

    private readonly string? _value;

    static RemoteUploadStatus() => s_wellKnown = [Pending, Running, Error, Succeeded, Failed];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public RemoteUploadStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It waits for its turn.</summary>
    public static RemoteUploadStatus Pending { get; } = new("REMOTE_UPLOAD_STATUS_PENDING");

    /// <summary>It is copying.</summary>
    public static RemoteUploadStatus Running { get; } = new("REMOTE_UPLOAD_STATUS_RUNNING");

    /// <summary>
    /// It broke. The service may start it again, as long as <see cref="RemoteModelUpload.RestartCount"/> is below <see
    /// cref="RemoteModelUpload.MaxRestarts"/>.
    /// </summary>
    public static RemoteUploadStatus Error { get; } = new("REMOTE_UPLOAD_STATUS_ERROR");

    /// <summary>The model has a new revision.</summary>
    public static RemoteUploadStatus Succeeded { get; } = new("REMOTE_UPLOAD_STATUS_SUCCEEDED");

    /// <summary>It failed for good.</summary>
    public static RemoteUploadStatus Failed { get; } = new("REMOTE_UPLOAD_STATUS_FAILED");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<RemoteUploadStatus> IWireString<RemoteUploadStatus>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(RemoteUploadStatus left, RemoteUploadStatus right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(RemoteUploadStatus left, RemoteUploadStatus right) => !left.Equals(right);

    static RemoteUploadStatus IWireString<RemoteUploadStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(RemoteUploadStatus other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RemoteUploadStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
