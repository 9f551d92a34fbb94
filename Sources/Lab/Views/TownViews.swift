import Model
import SNMP

/// The view of each device that has an agent; devices of one shape share theirs.
struct TownViews: Sendable {
    private var views: [MIBView]
    private var places: [Int?]

    init(_ state: TownState) {
        let town = state.town
        var shared: [Shape: Int] = [:]
        views = []
        places = []
        for (index, device) in town.devices.enumerated() {
            guard device.kind.hasAgent else {
                places.append(nil)
                continue
            }
            let shape = Shape(device, index, children: town.children[index].count)
            if let place = shared[shape] {
                places.append(place)
            } else {
                shared[shape] = views.count
                places.append(views.count)
                views.append(MIBView(TownViews.builder(state, index)))
            }
        }
    }

    /// `nil` for a device without an agent.
    subscript(_ device: Town.DeviceIndex) -> MIBView? { places[device].map { views[$0] } }

    /// How many different views there are.
    var count: Int { views.count }

    private static func builder(_ state: TownState, _ index: Town.DeviceIndex) -> MIBViewBuilder {
        let device = state.town.devices[index]
        switch device.kind {
        case .coreSwitch, .accessSwitch:
            return SwitchObjects.view(device, children: state.town.children[index].count)
        case .msmController: return WirelessObjects.msmController(state.town, index)
        case .arubaController: return WirelessObjects.arubaController(state.town, index, state: state)
        case .msmAccessPoint: return WirelessObjects.msmAccessPoint()
        case .linuxServer: return LinuxObjects.view(device)
        case .windowsServer: return WindowsObjects.view(device)
        case .ups: return UPSObjects.view()
        case .printer: return PrinterObjects.view()
        case .mobileRouter: return MobileRouterObjects.view()
        case .arubaAccessPoint, .camera: return MIBViewBuilder()
        }
    }

    /// All that a view depends on.
    private struct Shape: Hashable {
        var kind: Town.Kind
        var ports = 0
        var children = 0
        var services: [String] = []
        var controller: Town.DeviceIndex?

        init(_ device: Town.Device, _ index: Town.DeviceIndex, children: Int) {
            kind = device.kind
            switch device.kind {
            case .coreSwitch, .accessSwitch: (ports, self.children) = (device.ports, children)
            case .linuxServer, .windowsServer: services = device.services
            case .msmController, .arubaController: controller = index
            case .msmAccessPoint, .arubaAccessPoint, .ups, .printer, .mobileRouter, .camera: break
            }
        }
    }
}
