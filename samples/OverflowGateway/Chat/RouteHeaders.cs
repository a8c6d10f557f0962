using Microsoft.AspNetCore.Http;
using TogetherAI;

namespace OverflowGateway.Chat;

/// <summary>What a client may say about the route of a request, and what it is told about it.</summary>
internal static class RouteHeaders
{
    /// <exception cref="ArgumentException">A header's value is none that it may have.</exception>
    public static RouteOptions Read(IHeaderDictionary headers)
    {
        string name = headers["x-route-class"].ToString();
        TrafficClass traffic = TrafficClass.Interactive;
        if (name.Length > 0 && (!Enum.TryParse(name, ignoreCase: true, out traffic) || !Enum.IsDefined(traffic)))
            throw new ArgumentException($"x-route-class is interactive, standard or background; it is {name}.");
        return new RouteOptions
        {
            Class = traffic,
            Session = Text("x-route-session"),
            Lane = Text("x-route-lane"),
            Region = Text("x-route-region"),
        };

        string? Text(string header) => headers[header].ToString() is { Length: > 0 } text ? text : null;
    }

    public static void Write(IHeaderDictionary headers, RouteReport route)
    {
        headers["x-route-lane"] = route.Lane;
        headers["x-route-reason"] = route.Reason.ToString();
    }
}
