using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Files;

/// <summary>The addresses in the storage that uploads were given: who has one may write there while it is good. Thread-safe.</summary>
internal sealed class UploadPlaces(FileStore store, TimeProvider time, int seed)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, UploadPlace> _places = new(StringComparer.Ordinal);
    private int _made;

    public UploadPlace Add(string fileId, MultipartSession? session = null, int part = 0)
    {
        lock (_gate)
        {
            // Nobody can guess it from the number of the file, and a run with the same seed gives the same.
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{++_made}/{fileId}")));
            UploadPlace place = new(Convert.ToHexStringLower(hash.AsSpan(0, 16)), fileId, time.GetUtcNow() + store.Options.PlaceLifetime, session, part);
            return _places[place.Token] = place;
        }
    }

    /// <summary>The place of an address; null where there is none, or none any more.</summary>
    public UploadPlace? Find(string token)
    {
        lock (_gate)
            return _places.TryGetValue(token, out UploadPlace? place) && time.GetUtcNow() < place.ExpiresAt ? place : null;
    }

    public void Forget(MultipartSession session)
    {
        lock (_gate)
        {
            foreach (UploadPlace place in _places.Values.Where(place => place.Session == session).ToArray())
                _places.Remove(place.Token);
        }
    }
}

/// <param name="Token">What the address ends with.</param>
/// <param name="FileId">The file whose content comes here.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
/// <param name="Session">The upload in parts that it belongs to; null where the file comes whole.</param>
/// <param name="Part">The number of the part, from 1; 0 where the file comes whole.</param>
internal sealed record UploadPlace(string Token, string FileId, DateTimeOffset ExpiresAt, MultipartSession? Session, int Part)
{
    /// <summary>The path of the address.</summary>
    public string Path => "/local/storage/" + Token;
}
