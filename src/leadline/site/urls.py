"""Every address: the shell's own, and one for each page and verb that a room registered."""

from leadline.web.addresses import addresses

urlpatterns = addresses()
handler404 = "leadline.web.errors.not_found"
handler500 = "leadline.web.errors.broken"
handler403 = "leadline.web.errors.forbidden"
handler400 = "leadline.web.errors.unreadable"
