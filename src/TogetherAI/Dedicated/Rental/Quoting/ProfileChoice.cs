using System.Globalization;

namespace TogetherAI;

/// <summary>
/// Chooses the deployment profile of a rental: of those that match its wishes and have a price, the cheapest with room for the fewest replicas;
/// where none has room, the cheapest.
/// </summary>
internal static class ProfileChoice
{
    /// <exception cref="TogetherInvalidRequestException">No profile is what was asked for, or none has a price; the message says what there is.</exception>
    public static (QuotedProfile Chosen, IReadOnlyList<QuotedProfile> Others) Choose(
        RentRequest request, SupportedModel model, IReadOnlyList<InstanceType> types)
    {
        List<QuotedProfile> all = [.. model.DeploymentProfiles.Select(profile => Describe(profile, request, types))];
        if (all.Count == 0)
            throw Refused(nameof(RentRequest.Model), $"Model '{model.Name}' has no deployment profile at the moment, so nothing can be rented for it. Choose another model.");

        List<QuotedProfile> wished = Wished(request, model, all);
        List<QuotedProfile> priced = [.. wished
            .Where(quoted => quoted.UsdPerReplicaHour is not null && (request.Regions is null || quoted.Regions.Count > 0))
            .OrderByDescending(quoted => quoted.MayFit(request.Replicas.Min))
            .ThenBy(quoted => quoted.UsdPerReplicaHour)
            .ThenByDescending(quoted => quoted.Profile.PerformanceBenchmarks?.DecodingSpeedTps ?? 0)];
        if (priced.Count == 0)
            throw WithoutPrice(request, wished);

        QuotedProfile chosen = priced[0];
        return (
            chosen with { Reason = WhyChosen(chosen, priced, request) },
            [.. all.Where(quoted => !ReferenceEquals(quoted, chosen))
                .Select(quoted => quoted with { Reason = WhyNot(quoted, chosen, wished.Contains(quoted), request) })
                .OrderBy(quoted => quoted.UsdPerReplicaHour ?? decimal.MaxValue)]);
    }

    private static QuotedProfile Describe(DeploymentProfile profile, RentRequest request, IReadOnlyList<InstanceType> types)
    {
        InstanceType? type = ProfileHardware.Find(profile, types);
        IReadOnlyList<InstanceRegion> regions = ProfileHardware.Allowed(type, request.Regions);
        (int? headroom, bool exact) = ProfileHardware.Headroom(regions);
        return new QuotedProfile
        {
            Profile = profile,
            InstanceType = type,
            UsdPerReplicaHour = type is { PriceCentsPerHour: > 0 } ? type.PriceCentsPerHour / 100m : null,
            Regions = regions,
            Headroom = headroom,
            IsHeadroomExact = exact,
            Reason = "",
        };
    }

    private static List<QuotedProfile> Wished(RentRequest request, SupportedModel model, List<QuotedProfile> all)
    {
        List<QuotedProfile> wished = all;
        if (request.Profile is { } id)
        {
            wished = [.. wished.Where(quoted => quoted.Profile.ProfileId.Equals(id, StringComparison.OrdinalIgnoreCase))];
            if (wished.Count == 0)
            {
                throw Refused(
                    nameof(RentRequest.Profile),
                    $"Profile '{id}' is none of {model.Name}'s: {string.Join(", ", all.Select(quoted => quoted.Profile.ProfileId))}. Name one of them, or leave it null.");
            }
        }

        if (request.Hardware is { } hardware)
        {
            wished = [.. wished.Where(quoted => ProfileHardware.Matches(hardware, quoted.Profile, quoted.InstanceType))];
            if (wished.Count == 0)
            {
                throw Refused(
                    nameof(RentRequest.Hardware),
                    $"Hardware '{hardware}' is none that {model.Name}{(request.Profile is null ? "" : $" runs on with profile '{request.Profile}'")} "
                    + $"can be deployed on: {string.Join(", ", all.Select(quoted => quoted.HardwareName).Distinct())}. Name one of these, or leave it null.");
            }
        }

        return wished;
    }

    private static string WhyChosen(QuotedProfile chosen, List<QuotedProfile> priced, RentRequest request)
    {
        string room = !chosen.MayFit(request.Replicas.Min)
            ? $"no hardware has room for {Replicas(request.Replicas.Min)} now ({Room(chosen)}), and of these it is the cheapest"
            : priced.Count == 1
                ? request.Profile is null && request.Hardware is null ? "the only one with a price" : "the only one as asked for"
                : $"the cheapest of {priced.Count(quoted => quoted.MayFit(request.Replicas.Min))} with room for {Replicas(request.Replicas.Min)}";
        return string.Create(CultureInfo.InvariantCulture, $"{room}: {chosen.UsdPerReplicaHour:0.00##} USD an hour each")
            + (chosen.Profile.Quantization.Length > 0 ? $", weights in {chosen.Profile.Quantization}" : "");
    }

    private static string WhyNot(QuotedProfile quoted, QuotedProfile chosen, bool wished, RentRequest request) =>
        quoted.InstanceType is null ? $"the service lists no instance type for its hardware ({quoted.HardwareName}), so it has no price"
        : quoted.UsdPerReplicaHour is null ? $"the service gives no price for {quoted.HardwareName}"
        : !wished ? "not as asked for"
        : request.Regions is not null && quoted.Regions.Count == 0 ? $"not offered in {string.Join(", ", request.Regions)}"
        : !quoted.MayFit(request.Replicas.Min) && chosen.MayFit(request.Replicas.Min) ? $"no room for {Replicas(request.Replicas.Min)} now ({Room(quoted)})"
        : quoted.UsdPerReplicaHour == chosen.UsdPerReplicaHour ? "costs the same, and was not measured to be faster"
        : string.Create(CultureInfo.InvariantCulture, $"costs {quoted.UsdPerReplicaHour - chosen.UsdPerReplicaHour:0.00##} USD an hour more each");

    private static TogetherInvalidRequestException WithoutPrice(RentRequest request, List<QuotedProfile> wished)
    {
        if (request.Regions is { } regions && wished.Exists(quoted => quoted.UsdPerReplicaHour is not null))
        {
            return Refused(
                nameof(RentRequest.Regions),
                $"Regions {string.Join(", ", regions)} offer none of the hardware: {string.Join(", ", wished.Select(quoted => quoted.HardwareName).Distinct())}. It is offered in "
                + $"{string.Join(", ", wished.SelectMany(quoted => quoted.InstanceType?.Regions ?? []).Select(region => region.Name).Distinct())}.");
        }

        return Refused(
            request.Hardware is not null ? nameof(RentRequest.Hardware) : request.Profile is not null ? nameof(RentRequest.Profile) : nameof(RentRequest.Model),
            $"The service gives no price for {string.Join(", ", wished.Select(quoted => quoted.HardwareName).Distinct())}, and nothing is rented blindly. "
            + "Choose other hardware, or make the deployment yourself with Dedicated.Deployments.");
    }

    private static string Replicas(int count) => count == 1 ? "1 replica" : $"{count} replicas";

    private static string Room(QuotedProfile quoted) => quoted.Headroom is { } room ? $"room for {room}" : "room unknown";

    private static TogetherInvalidRequestException Refused(string parameter, string message) => new(message) { Parameter = parameter };
}
